import { watch } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT } from '../project.ts';
import type { Platform } from './platform.ts';
import { SERVICES } from './services.ts';

const QUIET_MS = 150;
const ROOTS = ['packages', 'subgraphs', 'gateway', 'schema/registry'];

/** The services that a compiled source belongs to; a package belongs to all of them. */
const servicesOf = (source: string) =>
  SERVICES.filter(({ folder }) => source.startsWith(`${folder}/`) || source.startsWith('packages/'));

type Build = () => Promise<string[]>;

/** Rebuilds when a source changes and restarts the services it belongs to. Returns a function that ends the watching. */
export const restartOnChange = async (platform: Platform, say: (line: string) => void): Promise<() => void> => {
  const { build } = (await import(pathToFileURL(join(PROJECT, 'scripts', 'build.mjs')).href)) as { build: Build };
  const rebuild = async (): Promise<void> => {
    const compiled = await build();
    const names = new Set(compiled.flatMap((source) => servicesOf(source).map(({ name }) => name)));
    if (names.size > 0) say(`${compiled.join(', ')} changed: restarting ${[...names].join(', ')}`);
    for (const name of names) platform.restart(name);
  };
  let timer: NodeJS.Timeout | undefined;
  const soon = (_event: string, file: string | null): void => {
    if (!file?.endsWith('.ts') || file.includes('node_modules')) return;
    clearTimeout(timer);
    timer = setTimeout(() => rebuild().catch((err: Error) => say(`not built: ${err.message}`)), QUIET_MS);
  };
  const watchers = ROOTS.map((root) => watch(join(PROJECT, root), { recursive: true }, soon));
  say('Watching the sources: a service restarts when one of its files changes.');
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
};
