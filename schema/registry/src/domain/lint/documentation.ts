import { type ConstDirectiveNode, Kind } from 'graphql';
import { type Element, isExtension } from './elements.ts';
import type { Judge } from './violation.ts';

const has = ({ directives }: Element, name: string): boolean => directives.some((one) => one.name.value === name);
const isBlank = (text: string | undefined): boolean => !text?.trim();

/** An extension only adds to a type that is described elsewhere, and an external field is another subgraph's. */
const needsNone = (element: Element): boolean =>
  (element.kind === 'type' && isExtension(element)) || has(element, 'external');

/** Everything says what it is. */
export const judgeDescriptions: Judge = ({ elements }) =>
  elements
    .filter((element) => isBlank(element.description?.value) && !needsNone(element))
    .map((element) => ({
      rule: 'ALL_ELEMENTS_REQUIRE_DESCRIPTION',
      element,
      message: `"${element.coordinate}" has no description.`,
    }));

const reasonOf = ({ arguments: args = [] }: ConstDirectiveNode): string | undefined => {
  const value = args.find(({ name }) => name.value === 'reason')?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
};

/** Who finds something deprecated is told what to use instead. */
export const judgeDeprecations: Judge = ({ elements }) =>
  elements.flatMap((element) =>
    element.directives
      .filter((one) => one.name.value === 'deprecated' && isBlank(reasonOf(one)))
      .map(() => ({
        rule: 'DEPRECATED_DIRECTIVE_MISSING_REASON' as const,
        element,
        message: `"${element.coordinate}" is deprecated without a reason.`,
      })),
  );
