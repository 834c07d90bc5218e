import type { FetchSubgraph, SubgraphAnswer, SubgraphRequest } from './fetch-subgraph.ts';
import { ownAnswer, readKey } from './remember-reads.ts';
import { viewerScope } from './viewer-scope.ts';

/** A call that is under way, and who waits for it. */
interface SharedCall {
  readonly answer: Promise<SubgraphAnswer>;
  readonly abort: AbortController;
  /** When it is given up, on the clock of `performance.now()`. */
  readonly deadlineAt: number;
  waiting: number;
  isShared: boolean;
  isOver: boolean;
}

type Calls = Map<string, SharedCall>;

const MUCH_MORE_URGENT_MS = 1_000;

/** One who is in a hurry must not cost others their answer, nor wait with them. */
const isAsUrgent = (deadlineAt: number, { asked }: SubgraphRequest): boolean => {
  const { deadlineAt: mine = Number.POSITIVE_INFINITY } = asked.context;
  return deadlineAt === mine || Math.abs(deadlineAt - mine) < MUCH_MORE_URGENT_MS;
};

/** The same text for reads that may have one answer: asked for the same, by operations that know of the same changes. */
const sharedKey = (request: SubgraphRequest): string =>
  `${request.asked.context.reads?.mark ?? ''}\n${readKey(request)}`;

class InFlightReads {
  readonly #fetch: FetchSubgraph;
  readonly #byScope = new Map<string, Calls>();

  constructor(fetch: FetchSubgraph) {
    this.#fetch = fetch;
  }

  async read(request: SubgraphRequest, scope: string): Promise<SubgraphAnswer> {
    const { signal } = request.asked.context;
    signal.throwIfAborted();
    const calls = this.#byScope.get(scope) ?? new Map<string, SharedCall>();
    this.#byScope.set(scope, calls);
    const key = sharedKey(request);
    const open = calls.get(key);
    const known = open && isAsUrgent(open.deadlineAt, request) ? open : undefined;
    const call = known ?? this.#start(request, { scope, calls, key });
    call.isShared ||= known !== undefined;
    call.waiting += 1;
    // Who goes away gets no answer that anybody would read: it is enough that the call ends when it is the last one.
    const leave = () => {
      call.waiting -= 1;
      if (call.waiting === 0 && !call.isOver) this.#end(call, { scope, calls, key });
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      const answer = await call.answer;
      return call.isShared ? ownAnswer(answer) : answer;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** What the viewer reads from now on must not have been read before. */
  forget(scope: string): void {
    this.#byScope.delete(scope);
  }

  #start(request: SubgraphRequest, at: { scope: string; calls: Calls; key: string }): SharedCall {
    const abort = new AbortController();
    const { asked } = request;
    const context = { ...asked.context, signal: abort.signal };
    const answer = this.#fetch({ ...request, asked: { ...asked, context } });
    const { deadlineAt = Number.POSITIVE_INFINITY } = asked.context;
    const call: SharedCall = { answer, abort, deadlineAt, waiting: 0, isShared: false, isOver: false };
    at.calls.set(at.key, call);
    const settled = () => {
      call.isOver = true;
      this.#remove(call, at);
    };
    answer.then(settled, settled);
    return call;
  }

  #end(call: SharedCall, at: { scope: string; calls: Calls; key: string }): void {
    this.#remove(call, at);
    call.abort.abort();
  }

  #remove(call: SharedCall, { scope, calls, key }: { scope: string; calls: Calls; key: string }): void {
    if (calls.get(key) === call) calls.delete(key);
    if (calls.size === 0 && this.#byScope.get(scope) === calls) this.#byScope.delete(scope);
  }
}

/**
 * Merges identical reads of a subgraph that are under way at the same time for the same viewer, or for viewers who are
 * nobody. Never what a mutation asks, and after a viewer's mutation nothing that was asked before it has ended. Who goes
 * away does not take the answer from the others; when all have gone, the call is cancelled.
 */
export const mergeInFlightReads = (fetch: FetchSubgraph): FetchSubgraph => {
  const reads = new InFlightReads(fetch);
  return async (request) => {
    const scope = viewerScope(request.asked.context.viewer);
    if (request.asked.operation.operation === 'query') return reads.read(request, scope);
    try {
      return await fetch(request);
    } finally {
      if (request.kind === 'mutation') reads.forget(scope);
    }
  };
};
