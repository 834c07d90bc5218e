// Bundles the GraphiQL page of the gateway into gateway/dist/explorer/page, unless its inputs are those of the last time.
import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';

const FOLDER = 'gateway/dist/explorer/page';
const MARK = `${FOLDER}/inputs.txt`;
const INPUTS = [
  'gateway/explorer/*',
  'schema/operations/demo/*.graphql',
  'scripts/build-explorer.mjs',
  'node_modules/{graphiql,esbuild,monaco-editor,monaco-graphql,react,react-dom,graphql,graphql-ws}/package.json',
  'node_modules/@graphiql/*/package.json',
];
const WORKERS = {
  'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
};
const SHARED = {
  bundle: true,
  minify: true,
  outdir: FOLDER,
  target: 'es2022',
  legalComments: 'linked',
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"' },
};

const inputsNow = async () => {
  const files = (await Array.fromAsync(glob(INPUTS))).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(await readFile(file));
  return hash.digest('hex');
};

/** Builds the page if it is stale; true if it was. Throws where a source does not compile. */
export const buildExplorer = async () => {
  const inputs = await inputsNow();
  if ((await readFile(MARK, 'utf8').catch(() => '')) === inputs) return false;
  const { build } = await import('esbuild');
  await mkdir(FOLDER, { recursive: true });
  await Promise.all([
    build({
      ...SHARED,
      entryPoints: { app: 'gateway/explorer/app.jsx' },
      format: 'esm',
      jsx: 'automatic',
      loader: { '.graphql': 'text', '.ttf': 'file' },
    }),
    build({ ...SHARED, entryPoints: WORKERS, format: 'iife' }),
  ]);
  await writeFile(MARK, inputs);
  return true;
};
