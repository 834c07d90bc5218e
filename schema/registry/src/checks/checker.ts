import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@cardstock/contracts';
import type { Logger } from '@cardstock/service/core';
import { busy, RegistryError } from '../application/errors.ts';
import type { GraphQueries } from '../application/ports.ts';
import type { GitContext } from '../domain/git-context.ts';
import type { GraphRef } from '../domain/graph-ref.ts';
import type { Viewer } from '../domain/scopes.ts';
import type { CheckResult, CheckStore, CheckWorkflow, SettingsStore, UsageQueries } from './ports.ts';
import { statusOf } from './run-check.ts';
import type { CheckConfig } from './settings.ts';

export interface Proposal extends GraphRef {
  readonly kind: 'SUBGRAPH' | 'GRAPH';
  readonly subgraph: string | undefined;
  readonly sdl: string;
  readonly config: CheckConfig;
  readonly gitContext: GitContext | undefined;
}

export interface CheckerOptions {
  readonly store: CheckStore;
  readonly queries: GraphQueries;
  readonly settings: SettingsStore;
  readonly usage: UsageQueries;
  readonly run: (check: CheckWorkflow) => Promise<CheckResult>;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Rover asks again for as long as this when it hears nothing. */
const RETRIES_WITHIN_MS = 30_000;
/** Rover asks for the outcome at once and then every 5 s: most checks are over before it asks. */
const ANSWER_WITHIN_MS = 4_000;
/** What was not over by then has lost its process more than once. */
const GIVE_UP_AFTER_MS = 600_000;
const MOST_AT_ONCE = 50;

const interrupted = (message: string): CheckResult => ({
  composition: {
    status: 'FAILED',
    coreSchemaModified: false,
    errors: [{ message, code: 'CHECK_INTERRUPTED', locations: [] }],
  },
});

const reasonOf = (err: unknown): string =>
  err instanceof RegistryError ? err.message : 'Something went wrong on our side.';

/** Runs checks, each once at a time in this process, and remembers what became of them. */
export class Checker {
  readonly #options: CheckerOptions;
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: CheckerOptions) {
    this.#options = options;
  }

  /** Takes up what was left when the last process ended. */
  async resume(): Promise<void> {
    for (const check of await this.#options.store.pending()) void this.#start(check);
  }

  /** Starts a check, or finds the one that the same question started just now. Throws BUSY. */
  async submit(viewer: Viewer, proposal: Proposal): Promise<string> {
    const { store, now } = this.#options;
    const fingerprint = await this.#fingerprintOf(viewer, proposal);
    const since = new Date(now().getTime() - RETRIES_WITHIN_MS);
    const alike = await store.alike(proposal, fingerprint, since);
    const check = alike ?? (await this.#insert(viewer, proposal, fingerprint));
    if (check.status === 'PENDING')
      await Promise.race([this.#start(check), pause(ANSWER_WITHIN_MS, undefined, { ref: false })]);
    return check.id;
  }

  /** A check that nobody works on any more is taken up, or ended, when somebody asks for it. */
  async find(graph: string, id: string): Promise<CheckWorkflow | undefined> {
    const check = await this.#options.store.find(graph, id);
    if (check?.status === 'PENDING' && !this.#running.has(id)) void this.#start(check);
    return check;
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async #insert(viewer: Viewer, proposal: Proposal, fingerprint: string): Promise<CheckWorkflow> {
    if (this.#running.size >= MOST_AT_ONCE) throw busy('Too many checks are running.');
    const { kind, graph, variant, subgraph, sdl, config, gitContext } = proposal;
    const check: CheckWorkflow = {
      ...{ id: newId(), kind, graph, variant, subgraph, gitContext },
      ...{ status: 'PENDING', result: undefined, finishedAt: undefined },
      ...{ proposedSchema: sdl, input: { config, fingerprint }, actor: viewer.name, createdAt: this.#options.now() },
    };
    await this.#options.store.insert(check);
    return check;
  }

  #start(check: CheckWorkflow): Promise<void> {
    const running = this.#running.get(check.id) ?? this.#finish(check).finally(() => this.#running.delete(check.id));
    this.#running.set(check.id, running);
    return running;
  }

  /** Never rejects. */
  async #finish(check: CheckWorkflow): Promise<void> {
    const { store, now, log } = this.#options;
    try {
      const result = await this.#resultOf(check);
      await store.finish(check.id, statusOf(result), result, now());
    } catch (err) {
      log.error(
        { err, check: check.id },
        'what became of a check could not be written; it is done again when asked for',
      );
    }
  }

  async #resultOf(check: CheckWorkflow): Promise<CheckResult> {
    const { run, now, log } = this.#options;
    if (now().getTime() - check.createdAt.getTime() > GIVE_UP_AFTER_MS)
      return interrupted('The check was interrupted several times. Run it again.');
    try {
      return await run(check);
    } catch (err) {
      const isOurs = !(err instanceof RegistryError);
      log[isOurs ? 'error' : 'warn']({ err, check: check.id }, 'a check could not be done');
      return interrupted(`The check could not be done: ${reasonOf(err)}`);
    }
  }

  /** A question is only the same while neither the graph nor its settings nor the known traffic changed. */
  async #fingerprintOf({ keyId }: Viewer, proposal: Proposal): Promise<string> {
    const { queries, settings, usage } = this.#options;
    const [variant, rules, traffic] = await Promise.all([
      queries.variant(proposal),
      settings.settings(proposal.graph),
      usage.stateOf(proposal.graph),
    ]);
    const state = [variant?.revision, variant?.servedLaunchId, rules, traffic];
    return createHash('sha256')
      .update(JSON.stringify([keyId, proposal, state]))
      .digest('hex');
  }
}
