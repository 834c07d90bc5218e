import { Kind } from 'graphql';
import { type Element, type ElementKind, rootTypesOf } from './elements.ts';
import type { LintRule } from './rules.ts';
import type { Judge, Violation } from './violation.ts';

const CAMEL_CASE = /^[a-z][a-zA-Z0-9]*$/;
const PASCAL_CASE = /^[A-Z][a-zA-Z0-9]*$/;
const SCREAMING_SNAKE_CASE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const VERB = /^(get|list|post|put|patch)(?=[A-Z_])/;

interface Case {
  readonly rule: LintRule;
  readonly pattern: RegExp;
  readonly says: string;
}

const camelCase = (rule: LintRule, what: string): Case => ({
  rule,
  pattern: CAMEL_CASE,
  says: `${what} should use camelCase.`,
});

const CASES: Readonly<Record<ElementKind, Case>> = {
  type: { rule: 'TYPE_NAMES_SHOULD_BE_PASCAL_CASE', pattern: PASCAL_CASE, says: 'Type names should use PascalCase.' },
  field: camelCase('FIELD_NAMES_SHOULD_BE_CAMEL_CASE', 'Field names'),
  inputField: camelCase('FIELD_NAMES_SHOULD_BE_CAMEL_CASE', 'Field names'),
  argument: camelCase('INPUT_ARGUMENT_NAMES_SHOULD_BE_CAMEL_CASE', 'Argument names'),
  directive: camelCase('DIRECTIVE_NAMES_SHOULD_BE_CAMEL_CASE', 'Directive names'),
  enumValue: {
    rule: 'ENUM_VALUES_SHOULD_BE_SCREAMING_SNAKE_CASE',
    pattern: SCREAMING_SNAKE_CASE,
    says: 'Enum values should use SCREAMING_SNAKE_CASE.',
  },
};

const violation = (rule: LintRule, element: Element, says: string): Violation => ({
  rule,
  element,
  message: `"${element.name.value}": ${says}`,
});

/** Names are written as GraphQL people write them. */
export const judgeCases: Judge = ({ elements }) =>
  elements.flatMap((element) => {
    const { rule, pattern, says } = CASES[element.kind];
    return pattern.test(element.name.value) ? [] : [violation(rule, element, says)];
  });

interface Affix {
  readonly kinds: readonly string[];
  readonly word: string;
  readonly prefix: LintRule;
  readonly suffix: LintRule;
}

const OBJECTS = [Kind.OBJECT_TYPE_DEFINITION, Kind.OBJECT_TYPE_EXTENSION];
const AFFIXES: readonly Affix[] = [
  { kinds: OBJECTS, word: 'Object', prefix: 'OBJECT_PREFIX', suffix: 'OBJECT_SUFFIX' },
  {
    kinds: [Kind.INTERFACE_TYPE_DEFINITION, Kind.INTERFACE_TYPE_EXTENSION],
    word: 'Interface',
    prefix: 'INTERFACE_PREFIX',
    suffix: 'INTERFACE_SUFFIX',
  },
  {
    kinds: [Kind.ENUM_TYPE_DEFINITION, Kind.ENUM_TYPE_EXTENSION],
    word: 'Enum',
    prefix: 'ENUM_PREFIX',
    suffix: 'ENUM_SUFFIX',
  },
];

const affixesOf = (element: Element, { word, prefix, suffix }: Omit<Affix, 'kinds'>): readonly Violation[] => {
  const { value } = element.name;
  const found: Violation[] = [];
  if (value !== word && new RegExp(`^${word}(?=[A-Z])`).test(value))
    found.push(violation(prefix, element, `The name should not begin with "${word}".`));
  if (value !== word && value.endsWith(word))
    found.push(violation(suffix, element, `The name should not end with "${word}".`));
  return found;
};

/** A name does not repeat what kind of type it is. */
export const judgeAffixes: Judge = ({ elements }) =>
  elements
    .filter(({ kind }) => kind === 'type')
    .flatMap((element) => [
      ...AFFIXES.filter(({ kinds }) => kinds.includes(element.owner.kind)).flatMap((one) => affixesOf(element, one)),
      ...affixesOf(element, { word: 'Type', prefix: 'TYPE_PREFIX', suffix: 'TYPE_SUFFIX' }),
    ]);

/** Inputs end in "Input". */
export const judgeInputs: Judge = ({ elements }) =>
  elements
    .filter(({ kind, owner }) => kind === 'type' && owner.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    .filter(({ name }) => !name.value.endsWith('Input'))
    .map((element) => violation('INPUT_TYPE_SUFFIX', element, 'The name of an input should end with "Input".'));

/** Fields are nouns; mutations alone are verbs, though of the business and not of HTTP. */
export const judgeVerbs: Judge = ({ document, elements }) => {
  const { mutation } = rootTypesOf(document);
  return elements
    .filter(({ kind, owner, name }) => kind === 'field' && owner.name.value !== mutation && VERB.test(name.value))
    .map((element) =>
      violation('RESTY_FIELD_NAMES', element, 'A field should not begin with get, list, post, put or patch.'),
    );
};
