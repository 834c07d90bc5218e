import type { GatewayConfig } from '../config.ts';
import { tooLarge } from '../errors/refusals.ts';
import { type MeasuredOperation, sizeOf } from './operation-size.ts';

/** Throws a GraphQLError (OPERATION_TOO_LARGE) for an operation that asks for more than one request may, before it is planned. */
export type RefuseOversized = (measured: MeasuredOperation) => void;

type Limits = Pick<GatewayConfig, 'MAX_ROOT_FIELDS' | 'MAX_TOKENS' | 'MAX_VALUES'>;

/** A request of a few bytes can ask for millions of values: lists in lists, aliases, fragments in fragments. */
export const makeRefuseOversized =
  ({ MAX_ROOT_FIELDS, MAX_TOKENS, MAX_VALUES }: Limits): RefuseOversized =>
  (measured) => {
    const { roots, fields, values } = sizeOf(measured);
    if (roots > MAX_ROOT_FIELDS)
      throw tooLarge(`It has ${roots} fields at the top; at most ${MAX_ROOT_FIELDS} are allowed.`);
    // Written out, fragments must not make a document longer than it could be without them.
    if (fields > MAX_TOKENS) throw tooLarge(`With its fragments written out it has more than ${MAX_TOKENS} fields.`);
    if (values > MAX_VALUES) {
      throw tooLarge(
        `Its answer could hold more than ${MAX_VALUES} values. Ask for smaller pages or fewer lists in lists.`,
      );
    }
  };
