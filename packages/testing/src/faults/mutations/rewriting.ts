import type { PlatformOptions } from '../platform/platform.ts';
import type { Rewrite } from './mutations.ts';

interface Rewriting {
  readonly rewrite: NonNullable<PlatformOptions['rewrite']>;
  /** The rewrites that never found their text: the product has moved on, and the mutation is none. */
  unused(): readonly Rewrite[];
}

/** Makes what changes SQL on its way to the database, and remembers what really was changed. */
export const makeRewriting = (rewrites: readonly Rewrite[]): Rewriting => {
  const used = new Set<Rewrite>();
  const apply = (sql: string, rewrite: Rewrite): string => {
    if (!rewrite.where.test(sql) || !rewrite.find.test(sql)) return sql;
    used.add(rewrite);
    return sql.replace(rewrite.find, rewrite.replacement);
  };
  const services = [...new Set(rewrites.flatMap((rewrite) => rewrite.services))];
  const rewrite = Object.fromEntries(
    services.map((service) => {
      const mine = rewrites.filter((one) => one.services.includes(service));
      return [service, (sql: string) => mine.reduce(apply, sql)];
    }),
  );
  return { rewrite, unused: () => rewrites.filter((one) => !used.has(one)) };
};
