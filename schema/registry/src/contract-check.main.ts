// npm run schema:check -- --base origin/main: does a change of the schema keep what clients were promised?
import { runCheck } from './contracts/run-check.ts';

try {
  const { code, stdout, stderr } = await runCheck(process.cwd(), process.argv.slice(2));
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
} catch (err) {
  // A defect of the check is no verdict on the schema.
  process.stderr.write(`${err instanceof Error ? err.stack : String(err)}\n`);
  process.exitCode = 2;
}
