import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { type DocumentNode, type GraphQLSchema, validate } from 'graphql';
import type { GatewayConfig } from '../config.ts';
import { tooLarge } from '../errors/refusals.ts';

type Limits = Pick<GatewayConfig, 'MAX_DEPTH' | 'MAX_ALIASES' | 'MAX_DIRECTIVES'>;

/** Throws a GraphQLError (OPERATION_TOO_LARGE) for a document that is nested, aliased or decorated beyond all use. */
export type RefuseOverstructured = (document: DocumentNode, schema: GraphQLSchema) => void;

/** The library stops at the first excess; what it says of it is put into our own words. */
const rule = { propagateOnRejection: false, exposeLimits: true } as const;

/** Each document is looked at once: the same object comes again whenever the same text is sent. */
export const makeRefuseOverstructured = ({ MAX_DEPTH, MAX_ALIASES, MAX_DIRECTIVES }: Limits): RefuseOverstructured => {
  const known = new WeakMap<DocumentNode, readonly string[]>();
  const inspect = (document: DocumentNode, schema: GraphQLSchema): readonly string[] => {
    const excesses: string[] = [];
    const noting = (words: string) => ({ ...rule, onReject: [() => void excesses.push(words)] });
    validate(schema, document, [
      maxDepthRule({ n: MAX_DEPTH, ...noting(`It is nested more than ${MAX_DEPTH} levels deep.`) }),
      maxAliasesRule({ n: MAX_ALIASES, ...noting(`It has more than ${MAX_ALIASES} aliases.`) }),
      maxDirectivesRule({ n: MAX_DIRECTIVES, ...noting(`It has more than ${MAX_DIRECTIVES} directives.`) }),
    ]);
    return excesses;
  };
  return (document, schema) => {
    const excesses = known.get(document) ?? inspect(document, schema);
    known.set(document, excesses);
    if (excesses[0]) throw tooLarge(excesses[0]);
  };
};
