/** One of the lists is enough, and of that list every name: `scopes: [["a", "b"], ["c"]]` is (a and b) or c. */
export type AnyOf = readonly (readonly string[])[];

/** What a viewer must have. All parts hold together. */
export interface Need {
  readonly isLogin: boolean;
  readonly scopes: readonly AnyOf[];
  readonly policies: readonly AnyOf[];
}

export const NO_NEED: Need = { isLogin: false, scopes: [], policies: [] };

/** An empty choice, and one that a viewer without anything fulfils, ask for nothing. */
const asksForNothing = (choice: AnyOf): boolean => choice.length === 0 || choice.some((names) => names.length === 0);

const distinct = (choices: readonly AnyOf[]): AnyOf[] => {
  const byText = choices.filter((choice) => !asksForNothing(choice)).map((choice) => [JSON.stringify(choice), choice]);
  return [...new Map(byText as [string, AnyOf][]).values()];
};

/** Everything that any of them asks for. */
export const allOf = (needs: readonly Need[]): Need => ({
  isLogin: needs.some(({ isLogin }) => isLogin),
  scopes: distinct(needs.flatMap(({ scopes }) => scopes)),
  policies: distinct(needs.flatMap(({ policies }) => policies)),
});

export const isNothing = ({ isLogin, scopes, policies }: Need): boolean =>
  !isLogin && scopes.length === 0 && policies.length === 0;

/** Equal for needs that ask for the same. */
export const keyOf = ({ isLogin, scopes, policies }: Need): string =>
  JSON.stringify([
    isLogin,
    scopes.map((choice) => JSON.stringify(choice)).sort(),
    policies.map((choice) => JSON.stringify(choice)).sort(),
  ]);

/** The names of all policies that they ask for. */
export const policiesIn = (needs: readonly Need[]): string[] => [
  ...new Set(needs.flatMap(({ policies }) => policies.flatMap((choice) => choice.flat()))),
];
