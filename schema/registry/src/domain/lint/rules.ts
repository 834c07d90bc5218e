/** What a broken rule means: a failed check, a remark, or nothing. */
export type LintLevel = 'ERROR' | 'WARNING' | 'IGNORED';

/**
 * How much each rule weighs where nobody says otherwise. The names are those that Rover knows. What would break every
 * schema that was written without these rules in mind only warns; ENUM_USED_AS_INPUT_WITHOUT_SUFFIX would have every
 * enum of both directions doubled, so it is off.
 */
export const DEFAULT_LEVELS = {
  DOES_NOT_PARSE: 'ERROR',
  TYPE_NAMES_SHOULD_BE_PASCAL_CASE: 'ERROR',
  FIELD_NAMES_SHOULD_BE_CAMEL_CASE: 'ERROR',
  INPUT_ARGUMENT_NAMES_SHOULD_BE_CAMEL_CASE: 'ERROR',
  ENUM_VALUES_SHOULD_BE_SCREAMING_SNAKE_CASE: 'ERROR',
  DIRECTIVE_NAMES_SHOULD_BE_CAMEL_CASE: 'ERROR',
  DEPRECATED_DIRECTIVE_MISSING_REASON: 'ERROR',
  ALL_ELEMENTS_REQUIRE_DESCRIPTION: 'WARNING',
  RESTY_FIELD_NAMES: 'WARNING',
  INPUT_TYPE_SUFFIX: 'WARNING',
  OBJECT_PREFIX: 'WARNING',
  OBJECT_SUFFIX: 'WARNING',
  INTERFACE_PREFIX: 'WARNING',
  INTERFACE_SUFFIX: 'WARNING',
  ENUM_PREFIX: 'WARNING',
  ENUM_SUFFIX: 'WARNING',
  TYPE_PREFIX: 'WARNING',
  TYPE_SUFFIX: 'WARNING',
  ENUM_USED_AS_INPUT_WITHOUT_SUFFIX: 'IGNORED',
  ENUM_USED_AS_OUTPUT_DESPITE_SUFFIX: 'WARNING',
  DEFINED_TYPES_ARE_UNUSED: 'WARNING',
} as const satisfies Readonly<Record<string, LintLevel>>;

export type LintRule = keyof typeof DEFAULT_LEVELS;
export type LintLevels = Readonly<Record<LintRule, LintLevel>>;

const LEVELS: readonly string[] = ['ERROR', 'WARNING', 'IGNORED'] satisfies LintLevel[];
const isRule = (name: string): name is LintRule => Object.hasOwn(DEFAULT_LEVELS, name);
const isLevel = (name: string): name is LintLevel => LEVELS.includes(name);

/** Reads `RULE=level,RULE=level` on top of the defaults. Throws an Error that names what is no rule or no level. */
export const lintLevelsOf = (text: string): LintLevels => {
  const given = text.split(',').flatMap((pair) => (pair.trim() ? [pair.trim().split('=')] : []));
  const levels: Record<string, LintLevel> = { ...DEFAULT_LEVELS };
  for (const [rule = '', level = ''] of given) {
    if (!isRule(rule)) throw new Error(`there is no lint rule "${rule}"`);
    if (!isLevel(level.toUpperCase())) throw new Error(`"${level}" is no level: error, warning or ignored`);
    levels[rule] = level.toUpperCase() as LintLevel;
  }
  return levels as LintLevels;
};
