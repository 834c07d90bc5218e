import { join } from 'node:path';
import { type Measured, startProgram } from './processes.ts';

/** What a gateway is started with. */
export interface Setting {
  readonly supergraph: string;
  readonly port: string;
  /** The header that subgraphs want to see, where they want one. */
  readonly header?: string;
  /** Of a gateway process of the platform, where ours is to be as there. */
  readonly ourEnvironment?: Readonly<Record<string, string>>;
}

export const STOCK = '@apollo/server + @apollo/gateway';
export const LIMIT = 'a plan written by hand';
export const OURS = 'Cardstock';

const ROOT = join(import.meta.dirname, '..', '..');
const program = (file: string): string => join(import.meta.dirname, 'contenders', file);
const GATEWAY = join(ROOT, 'gateway', 'dist', 'main.js');
const STANDALONE = join(ROOT, 'gateway', 'dist', 'standalone', 'main.js');
/** The limits of ours stay on, wide enough for the deep query and for one client that asks without end. */
const WIDE = { MAX_VALUES: '10000000', MAX_TOKENS: '10000', RATE_LIMIT_USER: '100000000' };

const startOurs = ({ supergraph, port, ourEnvironment }: Setting): Measured =>
  ourEnvironment
    ? startProgram([GATEWAY], { ...ourEnvironment, ...WIDE, NODE_ENV: 'production', PORT: port })
    : startProgram([STANDALONE, '--supergraph', supergraph, '--port', port], WIDE);

const startHive =
  (planner: 'js' | 'rust') =>
  ({ supergraph, port, header = '' }: Setting): Measured =>
    startProgram([program('hive.mjs'), supergraph, port, planner, header]);

/** Every gateway that is measured, by name. */
export const GATEWAYS: Readonly<Record<string, (setting: Setting) => Measured>> = {
  [STOCK]: ({ supergraph, port, header = '' }) => startProgram([program('stock.mjs'), supergraph, port, header]),
  '@graphql-hive/gateway-runtime': startHive('js'),
  '@graphql-hive/router-runtime (Rust planner)': startHive('rust'),
  [LIMIT]: ({ supergraph, port }) => startProgram([program('by-hand.mjs'), supergraph, port]),
  [OURS]: startOurs,
};
