import { Directive } from 'type-graphql';

type Hint = ReturnType<typeof Directive>;

/** What `@cacheControl` means, for schemas that use it. Clients never see the enum. */
export const CACHE_CONTROL_DEFINITIONS = `
"""How long an answer may be kept that shows this; an answer may be kept as long as all that it shows."""
directive @cacheControl(
  """Seconds."""
  maxAge: Int
  """For whom; for everybody where nothing is said."""
  scope: CacheControlScope
  """As long as what is around it."""
  inheritMaxAge: Boolean
) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION

"""Who may be given a stored answer."""
enum CacheControlScope @inaccessible {
  """Everybody who may ask the same."""
  PUBLIC
  """The same user only."""
  PRIVATE
}
`;

/** Answers that show it may be stored for so many seconds, and given to everybody who may ask the same. */
export const CachedFor = (seconds: number): Hint => Directive(`@cacheControl(maxAge: ${seconds})`);

/** It may be stored as long as what is around it. Without a hint, an object is not stored at all. */
export const CachedWithParent = (): Hint => Directive('@cacheControl(inheritMaxAge: true)');
