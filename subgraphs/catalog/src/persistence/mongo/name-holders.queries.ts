import type { NameHolders, ProductEvents, WantedNames } from '../../application/write.ports.ts';
import { hasName, type UniqueName } from '../../domain/product/names.ts';
import type { Product } from '../../domain/product/state.ts';
import type { ClaimDocument } from './documents.ts';
import type { Mongo } from './mongo.ts';
import { CLAIM_GRACE_MS, claimIdOf } from './name-claim.repository.ts';

interface Wish {
  readonly productId: string;
  readonly name: UniqueName;
}

interface Contest extends Wish {
  readonly held: ClaimDocument;
}

/** A claim whose event has not come is honoured while its writer may be on the way, as it is by who takes names. */
const isTaken = ({ name, held }: Contest, holder: Product | undefined, at: Date): boolean => {
  if (holder && hasName(holder, name)) return true;
  const isOnTheWay = (holder?.version ?? 0) < held.version;
  return isOnTheWay && at.getTime() - held.at.getTime() < CLAIM_GRACE_MS;
};

const contestsOver = async ({ claims }: Pick<Mongo, 'claims'>, wanted: readonly WantedNames[]): Promise<Contest[]> => {
  const wishes = wanted.flatMap(({ productId, names }) => names.map((name): Wish => ({ productId, name })));
  const ids = [...new Set(wishes.map(({ name }) => claimIdOf(name)))];
  const found = ids.length === 0 ? [] : await claims.find({ _id: { $in: ids } }).toArray();
  const byId = new Map(found.map((held) => [held._id, held]));
  return wishes.flatMap((wish) => {
    const held = byId.get(claimIdOf(wish.name));
    return held && held.productId !== wish.productId ? [{ ...wish, held }] : [];
  });
};

export const makeNameHolders = (mongo: Pick<Mongo, 'claims'>, events: Pick<ProductEvents, 'load'>): NameHolders => ({
  takenFrom: async (wanted, at) => {
    const contests = await contestsOver(mongo, wanted);
    if (contests.length === 0) return new Map();
    const holders = await events.load([...new Set(contests.map(({ held }) => held.productId))]);
    const taken = contests.filter((contest) => isTaken(contest, holders.get(contest.held.productId), at));
    const byProduct = Map.groupBy(taken, ({ productId }) => productId);
    return new Map([...byProduct].map(([productId, names]) => [productId, names.map(({ name }) => name)]));
  },
});
