import { CategoriesChanged, idFrom } from '@cardstock/contracts';
import { type Loop, startLoop } from '@cardstock/messaging';
import type { Logger, Transact } from '@cardstock/service';
import type { ToldVersion } from '../application/projection.ports.ts';
import type { MadeChange, WholeDocument } from '../application/whole-document.ts';
import type { Category, CategoryTree } from '../domain/categories/tree.ts';
import type { TreeChange } from '../domain/categories/tree-change.ts';

const AT_ONCE = 500;
const POLL_MS = 200;

interface Parts {
  readonly transact: Transact;
  readonly tree: WholeDocument<CategoryTree, TreeChange>;
  readonly told: ToldVersion;
}

const toCategory = ({ name, slug, parentId }: Category) => ({ name, slug, parentId });

const toData = ({ change }: MadeChange<TreeChange>) => ({
  categoryId: change.categoryId,
  kind: change.type,
  category: change.after && toCategory(change.after),
  formerParentId: change.before?.parentId ?? null,
  reassignedTo: change.reassignedTo,
});

/**
 * Tells of the changes that nobody was told of yet. The message and how far others are told are one transaction, so a
 * change is told once, however many processes try and whenever one of them dies. Resolves to whether there was news;
 * to undefined while somebody else is at it, who may die of it.
 */
export const makeTellOfCategories =
  ({ transact, tree, told }: Parts) =>
  (): Promise<boolean | undefined> =>
    transact(async (scope) => {
      const from = await told.claim(scope.sql);
      if (from === undefined) return undefined;
      const { changes } = await tree.changes({ subject: undefined, afterVersion: from, limit: AT_ONCE });
      const last = changes.at(-1);
      if (!last) return false;
      const id = idFrom(CategoriesChanged.type, from, last.version);
      const data = { version: last.version, changes: changes.map(toData) };
      const subject = 'categories';
      scope.send(CategoriesChanged, data, {
        id,
        subject,
        sequence: last.version,
        occurredAt: last.at,
        correlationId: id,
      });
      await told.save(scope.sql, last.version);
      return true;
    });

/** Tells of changes a moment after they are made. PostgreSQL is asked only when the tree is another than last time. */
export const startCategoryNews = (parts: Parts, log: Logger): Loop => {
  const tell = makeTellOfCategories(parts);
  let seen: number | undefined;
  return startLoop({
    name: 'news of categories',
    round: async () => {
      const version = await parts.tree.version();
      if (version === seen) return POLL_MS;
      const hadNews = await tell();
      if (hadNews === false) seen = version;
      return hadNews ? 0 : POLL_MS;
    },
    log,
  });
};
