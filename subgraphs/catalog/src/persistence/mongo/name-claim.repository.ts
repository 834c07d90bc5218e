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
const GRACE_MS = 30_000;
const ATTEMPTS = 5;

interface Claim {
  readonly name: UniqueName;
  readonly document: ClaimDocument;
}

interface Parts {
  readonly mongo: Mongo;
  readonly events: ProductEvents;
  readonly graceMs: number;
}

const toClaims = ({ productId, version, names }: WantedNames, at: Date): Claim[] =>
  names.map((name) => ({ name, document: { _id: `${name.kind}:${name.value}`, productId, version, at } }));

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
  const { _id, productId, version, at } = held;
  const replaced = await claims.replaceOne({ _id, productId, version, at }, wanted);
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

/** Whether the wanted name could be had after all. */
const contend = async (parts: Parts, { name, document }: Claim, attempt = 1): Promise<boolean> => {
  const { mongo } = parts;
  const held = await mongo.claims.findOne({ _id: document._id });
  if (!held || attempt > ATTEMPTS) return false;
  const isOwn = held.productId === document.productId;
  // Made for a later version, so that somebody has seen this one taken: the event that we want it for cannot be appended.
  if (isOwn && held.version > document.version) return true;
  const standing = isOwn ? 'free' : await standingOf(parts, name, { held, at: document.at });
  if (standing === 'held') return false;
  if (standing === 'free' && (await takeOver(mongo, held, document))) return true;
  return contend(parts, { name, document }, attempt + 1);
};

/** Names in MongoDB, where one document is all that is atomic: each is a document, made before the event that uses it. */
export const makeNameClaims = (mongo: Mongo, events: ProductEvents, graceMs: number = GRACE_MS): NameClaims => ({
  take: async (wanted, at) => {
    const claims = wanted.flatMap((one) => toClaims(one, at));
    const refused = new Map<string, UniqueName[]>();
    for (const claim of await insertNew(mongo, claims)) {
      if (await contend({ mongo, events, graceMs }, claim)) continue;
      const { productId } = claim.document;
      refused.set(productId, [...(refused.get(productId) ?? []), claim.name]);
    }
    return refused;
  },
});
