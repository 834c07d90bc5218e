// Puts our composition plugin where the Rover of npm looks for it: beside its binary, named by its version. Run after
// npm install, perhaps on another Node than the pinned one, and again at each build.
import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const apollo = join(resolve(dirname(fileURLToPath(import.meta.url)), '..', '..'), 'node_modules', '@apollo');
const source = fileURLToPath(new URL('supergraph-plugin.cjs', import.meta.url));

const versionOfComposition = async () =>
  JSON.parse(await readFile(join(apollo, 'composition', 'package.json'), 'utf8')).version;

/** Two commands may install at once, and one may be running it: the file is replaced as a whole. */
const put = async (file, content) => {
  if (existsSync(file) && (await readFile(file)).equals(content)) return;
  await writeFile(`${file}.${process.pid}`, content);
  await chmod(`${file}.${process.pid}`, 0o755);
  await rename(`${file}.${process.pid}`, file);
};

/** Installs it for each platform package of Rover that is there. None is no error: npm leaves it out on platforms without. */
export const installRoverPlugin = async () => {
  const folders = existsSync(apollo) ? (await readdir(apollo)).filter((name) => name.startsWith('rover-')) : [];
  if (folders.length === 0) return;
  const [content, version] = [await readFile(source), await versionOfComposition()];
  for (const folder of folders) await put(join(apollo, folder, `supergraph-v${version}`), content);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await installRoverPlugin();
