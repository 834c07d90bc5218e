import type { BuildError } from '../domain/composition.ts';
import type { GitContext } from '../domain/git-context.ts';
import type { GraphRef } from '../domain/graph-ref.ts';
import type { LintReport } from '../domain/lint/lint.ts';
import type { ClientUsage, KnownOperation } from '../domain/usage/operation.ts';
import type { CheckConfig, CheckSettings } from './settings.ts';

export type CheckKind = 'SUBGRAPH' | 'GRAPH' | 'OPERATIONS';
export type WorkflowStatus = 'PENDING' | 'PASSED' | 'FAILED';
export type TaskStatus = 'BLOCKED' | 'FAILED' | 'PASSED' | 'PENDING';

/** An operation that a change breaks, with those who ran it. */
export interface AffectedOperation {
  readonly id: string;
  readonly name: string;
  readonly isTrusted: boolean;
  readonly clients: readonly (Omit<ClientUsage, 'lastSeen'> & { readonly lastSeen: string })[];
}

export interface CheckedChange {
  readonly severity: 'FAILURE' | 'NOTICE';
  readonly code: string;
  readonly coordinate: string;
  readonly description: string;
  readonly operations: readonly AffectedOperation[];
}

/** What became of a check; a part that was not asked for, or could not be done, is left out. */
export interface CheckResult {
  readonly composition?: {
    readonly status: TaskStatus;
    readonly coreSchemaModified: boolean;
    readonly errors: readonly BuildError[];
  };
  readonly operations?: {
    readonly status: TaskStatus;
    readonly numberOfCheckedOperations: number;
    readonly changes: readonly CheckedChange[];
  };
  readonly lint?: LintReport & { readonly status: TaskStatus };
  readonly validation?: readonly OperationProblem[];
}

/** What is wrong with an operation that a client wants to run. */
export interface OperationProblem {
  readonly type: 'FAILURE' | 'WARNING' | 'INVALID';
  readonly code: 'NON_PARSEABLE_DOCUMENT' | 'INVALID_OPERATION' | 'DEPRECATED_FIELD';
  readonly description: string;
  readonly operation: { readonly name: string | null; readonly body: string };
}

/** A check as it was asked for, and what is known of it now. */
export interface CheckWorkflow extends GraphRef {
  readonly id: string;
  readonly kind: CheckKind;
  readonly status: WorkflowStatus;
  readonly subgraph: string | undefined;
  readonly proposedSchema: string | undefined;
  readonly input: CheckInput;
  readonly result: CheckResult | undefined;
  readonly actor: string;
  readonly gitContext: GitContext | undefined;
  readonly createdAt: Date;
  readonly finishedAt: Date | undefined;
}

export interface CheckInput {
  readonly config?: CheckConfig;
  /** The same for the same question before the same state of things. */
  readonly fingerprint?: string;
}

export interface CheckStore {
  insert(check: CheckWorkflow): Promise<void>;
  /** The last one with the same fingerprint, if it is no older than that moment. */
  alike(ref: GraphRef, fingerprint: string, since: Date): Promise<CheckWorkflow | undefined>;
  find(graph: string, id: string): Promise<CheckWorkflow | undefined>;
  pending(): Promise<CheckWorkflow[]>;
  /** Does nothing where it is finished already. */
  finish(id: string, status: 'PASSED' | 'FAILED', result: CheckResult, at: Date): Promise<void>;
  /** Newest first, without schemas; after the one that is given. */
  list(ref: GraphRef, first: number, after?: string): Promise<CheckWorkflow[]>;
}

export interface SettingsStore {
  settings(graph: string): Promise<CheckSettings>;
  save(graph: string, settings: CheckSettings, actor: string, at: Date): Promise<void>;
}

interface UsageWindow {
  readonly graph: string;
  readonly variants: readonly string[];
  readonly from: Date;
  readonly to: Date;
}

export interface FieldUsage {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly requests: number;
  readonly operations: number;
  readonly clients: number;
  /** The start of the hour. */
  readonly lastSeen: Date;
  readonly lastClient: string;
  readonly lastClientVersion: string;
}

export interface UsageQueries {
  /** Operations that were run within a window, whole hours. */
  operations(window: UsageWindow): Promise<KnownOperation[]>;
  /** Documents that clients may run, as their persisted query lists say. */
  trusted(window: UsageWindow): Promise<KnownOperation[]>;
  /** Fields that were asked for since then, in no order. */
  fields(ref: GraphRef, from: Date): Promise<FieldUsage[]>;
  /** Another text whenever there is something new to count for a graph. */
  stateOf(graph: string): Promise<string>;
}
