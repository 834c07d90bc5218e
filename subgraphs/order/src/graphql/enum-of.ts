/** What registerEnumType wants, of names that the domain lists. */
export const enumOf = <Name extends string>(names: readonly Name[]): { readonly [Key in Name]: Key } =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [Key in Name]: Key };
