import { newId } from '@cardstock/contracts';
import {
  type NameClaims,
  type ProductEvents,
  VersionConflict,
  type WantedNames,
} from '../../application/write.ports.ts';
import { hasName, type UniqueName } from '../../domain/product/names.ts';
import type { ClaimDocument } from './documents.ts';
import { duplicatesIn } from './duplicate-key.ts';
import type { Mongo } from './mongo.ts';

/** For how long the writer of an event may be on its way from the claim to the event. */
export const CLAIM_GRACE_MS = 30_000;
const ROUNDS = 5;

interface Claim {
  readonly name: UniqueName;
  readonly document: ClaimDocument;
}

interface Parts {
  readonly mongo: Mongo;
  readonly events: ProductEvents;
  readonly graceMs: number;
}

export const claimIdOf = ({ kind, value }: UniqueName): string => `${kind}:${value}`;

const toClaims = ({ productId, version, names }: WantedNames, at: Date): Claim[] => {
  const attempt = newId();
  return names.map((name) => ({
    name,
    document: { _id: claimIdOf(name), productId, version, at, attempt },
  }));
};

/** Takes what nobody has, and returns the rest. */
const insertNew = async ({ claims }: Mongo, wanted: readonly Claim[]): Promise<Claim[]> => {
  if (wanted.length === 0) return [];
  try {
    await claims.insertMany(
      wanted.map(({ document }) => document),
      { ordered: false },
    );
    return [];
  } catch (err) {
    return duplicatesIn(err).flatMap((place) => wanted[place] ?? []);
  }
};

/** Takes over a claim, unless it has changed since it was read. */
const takeOver = async ({ claims }: Mongo, held: ClaimDocument, wanted: ClaimDocument): Promise<boolean> => {
  const { _id, productId, version, attempt } = held;
  const replaced = await claims.replaceOne({ _id, productId, version, attempt }, wanted);
  return replaced.matchedCount === 1;
};

/** Has a writer who vanished between claim and event come too late: the version that it meant is taken. */
const abandon = async (events: ProductEvents, { productId, version }: ClaimDocument, at: Date): Promise<void> => {
  const event = { type: 'ChangeAbandoned' } as const;
  try {
    await events.append([{ productId, version, event, occurredAt: at, actor: 'system' }]);
  } catch (err) {
    if (!(err instanceof VersionConflict)) throw err; // it came just now, and its event tells whether it has the name
  }
};

type Standing = 'free' | 'held' | 'unsettled';

interface Contest {
  readonly held: ClaimDocument;
  readonly at: Date;
}

/**
 * What the claim of another product is worth. It was used when the product has the name, and is worth nothing when the
 * version that it was made for has come without it. Until then its writer may still be on the way; one that stays away
 * is shut out first, so that it cannot append afterwards. No clock decides who has a name, only when somebody looks for
 * the one who vanished. The order of the reads matters: the fold is younger than the version that was found.
 */
const standingOf = async ({ events, graceMs }: Parts, name: UniqueName, { held, at }: Contest): Promise<Standing> => {
  const { productId, version } = held;
  if ((await events.read(productId, { afterVersion: version - 1, limit: 1 })).length > 0) {
    const holder = (await events.load([productId])).get(productId);
    return holder && hasName(holder, name) ? 'held' : 'free';
  }
  if (at.getTime() - held.at.getTime() < graceMs) return 'held';
  await abandon(events, held, at);
  return 'unsettled';
};

/** `shared`: the same product has it for another attempt, too, which may still count on it. */
type Result = 'new' | 'shared' | 'refused';

/** Whether the wanted name could be had after all. */
const contend = async (parts: Parts, { name, document }: Claim, round = 1): Promise<Result> => {
  const { mongo } = parts;
  const held = await mongo.claims.findOne({ _id: document._id });
  if (round > ROUNDS) return 'refused';
  if (!held) {
    const isMine = (await insertNew(mongo, [{ name, document }])).length === 0;
    return isMine ? 'new' : contend(parts, { name, document }, round + 1);
  }
  const isOwn = held.productId === document.productId;
  // Made for a later version, so that somebody has seen this one taken: the event that we want it for cannot be appended.
  if (isOwn && held.version > document.version) return 'shared';
  const standing = isOwn ? 'free' : await standingOf(parts, name, { held, at: document.at });
  if (standing === 'held') return 'refused';
  if (standing === 'free' && (await takeOver(mongo, held, document))) return isOwn ? 'shared' : 'new';
  return contend(parts, { name, document }, round + 1);
};

/** Gives back what an attempt took in vain: another of its names was refused, so its event will not come. */
const release = async ({ claims }: Mongo, taken: readonly Claim[]): Promise<void> => {
  if (taken.length === 0) return;
  const deletions = taken.map(({ document: { _id, attempt } }) => ({ deleteOne: { filter: { _id, attempt } } }));
  await claims.bulkWrite(deletions, { ordered: false });
};

const refusedByProduct = (claims: readonly Claim[]): Map<string, UniqueName[]> => {
  const byProduct = Map.groupBy(claims, ({ document }) => document.productId);
  return new Map([...byProduct].map(([productId, refused]) => [productId, refused.map(({ name }) => name)]));
};

/** Names in MongoDB, where one document is all that is atomic: each is a document, made before the event that uses it. */
export const makeNameClaims = (mongo: Mongo, events: ProductEvents, graceMs: number = CLAIM_GRACE_MS): NameClaims => ({
  take: async (wanted, at) => {
    const claims = wanted.flatMap((one) => toClaims(one, at));
    const contested = await insertNew(mongo, claims);
    if (contested.length === 0) return new Map();
    const results = new Map<Claim, Result>();
    for (const claim of contested) results.set(claim, await contend({ mongo, events, graceMs }, claim));
    const refused = refusedByProduct(contested.filter((claim) => results.get(claim) === 'refused'));
    const isInVain = (claim: Claim): boolean =>
      refused.has(claim.document.productId) && (results.get(claim) ?? 'new') === 'new';
    await release(mongo, claims.filter(isInVain));
    return refused;
  },
});
