import { CACHE_TAGS_EXTENSION } from '@cardstock/service/core';
import type { ObservedAnswer, ReadObserver } from '../execution/read-observer.ts';
import { type Policy, readPolicy, stricterOf } from './policy.ts';

/** As the routers of Apollo know them: one list for an answer, or one for each of its entities. */
const TAGS = [CACHE_TAGS_EXTENSION, 'apolloEntityCacheTags'];

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(textsIn) : [];
};

/** Gathers, over all fetches of one operation, how long its answer may be stored and what it shows. */
export class AnswerRecord implements ReadObserver {
  readonly mark: string | undefined;
  readonly tags = new Set<string>();
  #policy: Policy | undefined;
  #mayBeStored = true;

  constructor(mark: string | undefined) {
    this.mark = mark;
  }

  /** Undefined where a subgraph forbids it, or says nothing of it, or where none was asked. */
  get policy(): Policy | undefined {
    return this.#mayBeStored ? this.#policy : undefined;
  }

  saw({ cacheControl, errors, extensions = {} }: ObservedAnswer): void {
    const policy = errors?.length ? undefined : readPolicy(cacheControl);
    if (!policy) {
      this.#mayBeStored = false;
      return;
    }
    this.#policy = this.#policy ? stricterOf(this.#policy, policy) : policy;
    for (const name of TAGS) for (const tag of textsIn(extensions[name])) this.tags.add(tag);
  }
}
