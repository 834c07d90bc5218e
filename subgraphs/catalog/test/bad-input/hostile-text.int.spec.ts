import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aProduct, aVariant } from '../builders.ts';
import { type RunningCatalog, startCatalogWith } from '../running-catalog.ts';
import { MANAGER } from '../write-side/staff.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { CHANGES, QUESTIONS } from './questions.ts';

let catalog: RunningCatalog;
beforeAll(async () => {
  const details = aProduct({ slug: 'known', name: 'Known', variants: [aVariant({ sku: 'KNOWN-NM' })] });
  catalog = await startCatalogWith([{ id: 'known', details }]);
});
afterAll(() => catalog.stop());

interface Told {
  readonly text: string;
  readonly code: string | undefined;
  readonly names: string | undefined;
  readonly outcome: { readonly __typename: string; readonly code?: string } | undefined;
}

const TEXTS = Object.entries(HOSTILE_TEXTS);
type Questions = typeof QUESTIONS;

const tell = async (ask: Questions[string], [text, value]: readonly [string, string]): Promise<Told> => {
  const { query, variables } = ask(value);
  const { data, errors } = await catalog.askAs<{ outcome?: Told['outcome'] } | null>(MANAGER, query, variables);
  const { code, fields } = (errors?.[0]?.extensions ?? {}) as { code?: string; fields?: { field: string }[] };
  return { text, code, names: fields?.map(({ field }) => field).join(), outcome: data?.outcome };
};

const tellAll = async (ask: Questions[string]): Promise<Told[]> => {
  const told: Told[] = [];
  for (const text of TEXTS) told.push(await tell(ask, text));
  return told;
};

/** Keys that would change the prototype of what is read: refused before GraphQL sees the request. */
const NO_REQUEST = 'BAD_REQUEST';

/** Answered, or refused as bad input; where it is a value of ours that is bad, its field is named. */
const isFair = ({ code, names }: Told): boolean =>
  code === undefined || code === NO_REQUEST || (code === 'BAD_USER_INPUT' && names !== '');

describe('hostile text in a query is answered, or refused as bad input', () => {
  it.each(Object.keys(QUESTIONS))('as %s', async (name) => {
    const ask = QUESTIONS[name] as Questions[string];
    expect((await tellAll(ask)).filter((told) => !isFair(told))).toEqual([]);
  });
});

interface Written {
  readonly events: number;
  readonly products: number;
  readonly settings: unknown;
}

const written = async (): Promise<Written> => {
  const { events, products, settings } = catalog.stores.mongo;
  return {
    events: await events.countDocuments(),
    products: await products.countDocuments(),
    settings: await settings.find().sort({ _id: 1 }).toArray(),
  };
};

/** Claims of names whose event never came: what a change that was refused must not leave. */
const orphanedClaims = async (): Promise<string[]> => {
  const { claims, events } = catalog.stores.mongo;
  const orphans: string[] = [];
  for (const { _id, productId, version } of await claims.find().toArray())
    if (!(await events.findOne({ productId, version }))) orphans.push(_id);
  return orphans;
};

describe('hostile text in a mutation is taken for what it is, or refused, and then nothing is written', () => {
  it.each(Object.keys(CHANGES))('as %s', async (name) => {
    const ask = CHANGES[name] as Questions[string];
    for (const text of TEXTS) {
      const before = await written();
      const told = await tell(ask, text);
      expect({ ...told, isFair: isFair(told) }).toEqual({ ...told, isFair: true });
      if (told.code !== undefined || told.outcome?.code !== undefined)
        expect([told.text, await written()]).toEqual([told.text, before]);
    }
    expect(await orphanedClaims()).toEqual([]);
  });
});
