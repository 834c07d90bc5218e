// Compiles every workspace's src/ to dist/ with SWC, touching only what is newer than its output.
import { existsSync } from 'node:fs';
import { glob, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { transformFile } from '@swc/core';
import { buildExplorer } from './build-explorer.mjs';
import { installRoverPlugin } from './rover/install-plugin.mjs';

const ROOMS = ['packages/*', 'gateway', 'subgraphs/*', 'schema/registry'];
const SOURCES = ROOMS.map((room) => `${room}/src/**/*.ts`);
const OUTPUTS = ROOMS.map((room) => `${room}/dist/**/*.js`);
const outputOf = (source) => source.replace('/src/', '/dist/').replace(/\.ts$/, '.js');
const isTest = (source) => source.endsWith('.spec.ts') || source.endsWith('.d.ts');
const modified = async (path) => (existsSync(path) ? (await stat(path)).mtimeMs : 0);

/** Two commands may build at once: neither sees half a file of the other. */
const replace = async (file, content) => {
  await writeFile(`${file}.${process.pid}`, content);
  await rename(`${file}.${process.pid}`, file);
};

const compile = async (source, config) => {
  const output = outputOf(source);
  if ((await modified(output)) > Math.max(await modified(source), config)) return false;
  const { code, map } = await transformFile(source, { swcrc: true, sourceFileName: relative(dirname(output), source) });
  await mkdir(dirname(output), { recursive: true });
  await replace(`${output}.map`, map);
  await replace(output, `${code}\n//# sourceMappingURL=${output.split('/').pop()}.map\n`);
  return true;
};

const removeOrphans = async (outputs) => {
  for await (const file of glob(OUTPUTS)) {
    if (!outputs.has(file) && !file.startsWith('gateway/dist/explorer/page/'))
      await Promise.all([rm(file), rm(`${file}.map`, { force: true })]);
  }
};

/** Builds what is stale and returns the sources it compiled. Throws on a syntax error. */
export const build = async () => {
  const sources = (await Array.fromAsync(glob(SOURCES))).filter((source) => !isTest(source));
  await removeOrphans(new Set(sources.map(outputOf)));
  await buildExplorer();
  await installRoverPlugin();
  const config = await modified('.swcrc');
  const compiled = await Promise.all(sources.map((source) => compile(source, config)));
  return sources.filter((_, index) => compiled[index]);
};

if (import.meta.main) process.stdout.write(`compiled ${(await build()).length} files\n`);
