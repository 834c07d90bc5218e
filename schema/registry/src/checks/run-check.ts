import { buildSchema, printSchema } from 'graphql';
import type { Compose, GraphQueries } from '../application/ports.ts';
import type { BuildError, SubgraphSdl } from '../domain/composition.ts';
import { hashOf } from '../domain/document-hash.ts';
import type { LintReport } from '../domain/lint/lint.ts';
import { countedOperations } from './counted-operations.ts';
import type { ApiText, JudgeChanges } from './judge-changes.ts';
import type { CheckResult, CheckWorkflow, SettingsStore, UsageQueries } from './ports.ts';
import { rulesOf } from './settings.ts';

export interface RunOptions {
  readonly queries: GraphQueries;
  readonly usage: UsageQueries;
  readonly settings: SettingsStore;
  readonly compose: Compose;
  readonly judge: JudgeChanges;
  readonly lint: (sdl: string, baseSdl: string | undefined) => LintReport;
  readonly now: () => Date;
}

type Composed =
  | { readonly api: ApiText; readonly supergraphHash: string | undefined }
  | { readonly errors: readonly BuildError[] };

const apiOf = (sdl: string): ApiText => ({ sdl, hash: hashOf(sdl) });

/** The same API always has the same text, whatever the order of the file. */
const readGraph = (sdl: string): Composed => {
  try {
    return { api: apiOf(printSchema(buildSchema(sdl))), supergraphHash: undefined };
  } catch (err) {
    // graphql-js throws plain errors, too, for what is no schema.
    if (!(err instanceof Error)) throw err;
    return { errors: [{ message: err.message, code: 'INVALID_GRAPHQL', locations: [] }] };
  }
};

const isProposed = ({ name }: SubgraphSdl, { subgraph }: CheckWorkflow): boolean => name === subgraph;

const composeProposal = async (check: CheckWorkflow, { queries, compose }: RunOptions): Promise<Composed> => {
  const sdl = check.proposedSchema ?? '';
  if (check.kind === 'GRAPH') return readGraph(sdl);
  const subgraphs = await queries.subgraphsOf(check);
  const url = subgraphs.find((one) => isProposed(one, check))?.url ?? '';
  const others = subgraphs.filter((one) => !isProposed(one, check));
  const composition = await compose([...others, { name: check.subgraph ?? '', url, sdl }]);
  if (!composition.ok) return { errors: composition.errors };
  return { api: apiOf(composition.apiSdl), supergraphHash: hashOf(composition.supergraphSdl) };
};

const judgeOperations = async (
  check: CheckWorkflow,
  { before, after }: { readonly before: ApiText; readonly after: ApiText },
  { usage, settings, judge, now }: RunOptions,
): Promise<NonNullable<CheckResult['operations']>> => {
  const rules = rulesOf(check.input.config ?? {}, await settings.settings(check.graph), check.variant, now());
  const window = { graph: check.graph, variants: rules.variants, from: rules.from, to: rules.to };
  const [used, trusted] = await Promise.all([usage.operations(window), usage.trusted(window)]);
  const operations = countedOperations(used, trusted, rules);
  const changes = await judge(before, after, operations);
  const isFailed = changes.some(({ severity }) => severity === 'FAILURE');
  return { status: isFailed ? 'FAILED' : 'PASSED', numberOfCheckedOperations: operations.length, changes };
};

const AT_ITS_START = { line: 1, column: 1, byteOffset: 0 };

/** Of a graph that is not federated Rover shows no errors of composition, so the lint says what is wrong with it. */
const unreadable = (errors: readonly BuildError[]): NonNullable<CheckResult['lint']> => ({
  status: 'FAILED',
  errorsCount: errors.length,
  warningsCount: 0,
  diagnostics: errors.map(({ message }) => ({
    ...{ rule: 'DOES_NOT_PARSE', level: 'ERROR', message, coordinate: '' },
    ...{ start: AT_ITS_START, end: AT_ITS_START },
  })),
});

/** Only what is new is told: what was published with it has been accepted before. */
const lintProposal = async (
  check: CheckWorkflow,
  { queries, lint }: RunOptions,
): Promise<NonNullable<CheckResult['lint']>> => {
  const base = check.subgraph === undefined ? undefined : await queries.subgraph(check, check.subgraph);
  const report = lint(check.proposedSchema ?? '', base?.sdl);
  return { ...report, status: report.errorsCount > 0 ? 'FAILED' : 'PASSED' };
};

const notComposed = ({ kind }: CheckWorkflow, errors: readonly BuildError[]): CheckResult =>
  kind === 'GRAPH'
    ? { lint: unreadable(errors) }
    : {
        composition: { status: 'FAILED', coreSchemaModified: false, errors },
        operations: { status: 'BLOCKED', numberOfCheckedOperations: 0, changes: [] },
      };

const NOTHING_TO_BREAK: CheckResult['operations'] = { status: 'PASSED', numberOfCheckedOperations: 0, changes: [] };

/**
 * Does what a check asks for: compose the proposal with what is published, compare the API with the one that is served,
 * see whose operations are in the way, and lint. Throws only where the registry itself cannot go on.
 */
export const runCheck = async (check: CheckWorkflow, options: RunOptions): Promise<CheckResult> => {
  const { queries } = options;
  const composed = await composeProposal(check, options);
  if ('errors' in composed) return notComposed(check, composed.errors);
  const variant = await queries.variant(check);
  const served = variant?.servedLaunchId ? await queries.launch(check.graph, variant.servedLaunchId) : undefined;
  const before = served?.apiHash && { hash: served.apiHash, sdl: await queries.document(served.apiHash) };
  const after = composed.api;
  const operations = before ? await judgeOperations(check, { before, after }, options) : NOTHING_TO_BREAK;
  const lint = await lintProposal(check, options);
  if (check.kind === 'GRAPH') return { operations, lint };
  const coreSchemaModified = composed.supergraphHash !== served?.supergraphHash;
  return { composition: { status: 'PASSED', coreSchemaModified, errors: [] }, operations, lint };
};

/** A check fails with any of its parts. */
export const statusOf = ({ composition, operations, lint, validation }: CheckResult): 'PASSED' | 'FAILED' => {
  const isFailed =
    [composition, operations, lint].some((task) => task?.status === 'FAILED') ||
    validation?.some(({ type }) => type !== 'WARNING');
  return isFailed ? 'FAILED' : 'PASSED';
};
