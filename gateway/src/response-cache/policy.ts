/** How long an answer may be stored, in seconds, and for whom. */
export interface Policy {
  readonly maxAge: number;
  readonly scope: 'PUBLIC' | 'PRIVATE';
}

const FORBIDDING = ['no-store', 'no-cache'];

const secondsOf = (directives: ReadonlyMap<string, string>, name: string): number | undefined => {
  const value = directives.get(name);
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
};

/** The directives of a `cache-control` header, in lower case. */
export const directivesOf = (header: string): ReadonlyMap<string, string> =>
  new Map(
    header.split(',').map((directive) => {
      const [name = '', value = ''] = directive.trim().toLowerCase().split('=', 2);
      return [name, value.replaceAll('"', '')];
    }),
  );

/** What a subgraph says of an answer; undefined where it must not be stored. What is not said to be public is private. */
export const readPolicy = (header: string | undefined): Policy | undefined => {
  if (header === undefined) return undefined;
  const directives = directivesOf(header);
  if (FORBIDDING.some((name) => directives.has(name))) return undefined;
  const isPublic = directives.has('public') && !directives.has('private');
  const maxAge = (isPublic ? secondsOf(directives, 's-maxage') : undefined) ?? secondsOf(directives, 'max-age');
  return maxAge ? { maxAge, scope: isPublic ? 'PUBLIC' : 'PRIVATE' } : undefined;
};

/** What holds for an answer that is made of two. */
export const stricterOf = (one: Policy, other: Policy): Policy => ({
  maxAge: Math.min(one.maxAge, other.maxAge),
  scope: one.scope === 'PRIVATE' ? 'PRIVATE' : other.scope,
});
