/** The values of a closed list as the object that `registerEnumType` wants. */
export const enumOf = <Value extends string>(values: readonly Value[]) =>
  Object.fromEntries(values.map((value) => [value, value])) as { readonly [Name in Value]: Name };
