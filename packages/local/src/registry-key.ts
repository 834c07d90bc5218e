// npm run -s registry:dev-key: prints the key of this machine's registry that may do everything, and nothing else.
import { dataFolderIn } from './project.ts';
import { ensureRegistryKey } from './supervisor/registry-keys.ts';

const { text } = await ensureRegistryKey(dataFolderIn(process.env), 'root');
process.stdout.write(`${text}\n`);
