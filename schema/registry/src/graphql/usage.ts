import type { Variant } from '../application/ports.ts';
import type { FieldUsageOf, UsedField } from '../usage/field-usage.ts';
import type { GraphqlModule } from './module.ts';

const sdl = `
extend type GraphVariant {
  """
  The fields of the API that is served, by coordinate, and who asks for them: what may be removed.
  What is asked for through an interface counts for the field of the interface.
  """
  fieldUsage(
    "At most 500."
    first: Int! = 50
    after: String
    "How far back."
    days: Int! = 30
    "Only those that nobody asked for."
    unusedOnly: Boolean! = false
    "Only those that are deprecated."
    deprecatedOnly: Boolean! = false
  ): FieldUsageConnection!
}
type FieldUsageConnection { nodes: [FieldUsage!]! pageInfo: FieldUsagePageInfo! }
type FieldUsagePageInfo { hasNextPage: Boolean! endCursor: String }
type FieldUsage {
  "As in Type.field."
  coordinate: String!
  deprecationReason: String
  requests: Float!
  operations: Int!
  clients: Int!
  "The start of the hour in which it was last asked for."
  lastSeen: Timestamp
  lastClient: OperationClientName
  "A document that clients may run at any time asks for it."
  isInTrustedDocument: Boolean!
}
type OperationClientName { name: String! version: String! }
`;

interface Arguments {
  readonly first: number;
  readonly after?: string | null;
  readonly days: number;
  readonly unusedOnly: boolean;
  readonly deprecatedOnly: boolean;
}

const cursorOf = (coordinate: string): string => Buffer.from(coordinate).toString('base64url');
const coordinateIn = (cursor: string | null | undefined): string | undefined =>
  cursor ? Buffer.from(cursor, 'base64url').toString() : undefined;

const nodeOf = ({ lastSeen, lastClient, lastClientVersion, ...field }: UsedField) => ({
  ...field,
  lastSeen: lastSeen?.toISOString() ?? null,
  lastClient: lastClient === undefined ? null : { name: lastClient, version: lastClientVersion ?? '' },
});

/** Fields with their usage; no command of Rover's asks for it. */
export const usageModule = (fieldUsage: FieldUsageOf): GraphqlModule => ({
  sdl,
  resolvers: {
    GraphVariant: {
      fieldUsage: async ({ graph, variant }: Variant, { after, ...args }: Arguments) => {
        const { fields, hasNextPage } = await fieldUsage({
          ref: { graph, variant },
          ...args,
          after: coordinateIn(after),
        });
        const last = fields.at(-1);
        const endCursor = last ? cursorOf(last.coordinate) : null;
        return { nodes: fields.map(nodeOf), pageInfo: { hasNextPage, endCursor } };
      },
    },
  },
});
