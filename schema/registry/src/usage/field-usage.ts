import { buildSchema, type GraphQLField, isInterfaceType, isObjectType } from 'graphql';
import { badInput } from '../application/errors.ts';
import type { GraphQueries } from '../application/ports.ts';
import type { UsageQueries } from '../checks/ports.ts';
import type { GraphRef } from '../domain/graph-ref.ts';
import { readOperation } from '../domain/usage/operations-hit.ts';

/** A field of the API, and whether anybody still asks for it. */
export interface UsedField {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly deprecationReason: string | undefined;
  readonly requests: number;
  readonly operations: number;
  readonly clients: number;
  /** The start of the hour in which it was last asked for. */
  readonly lastSeen: Date | undefined;
  readonly lastClient: string | undefined;
  readonly lastClientVersion: string | undefined;
  /** Documents that clients may run at any time ask for it. */
  readonly isInTrustedDocument: boolean;
}

export interface FieldUsageQuestion {
  readonly ref: GraphRef;
  readonly first: number;
  /** The coordinate after which to go on. */
  readonly after?: string | undefined;
  readonly days: number;
  readonly unusedOnly?: boolean | undefined;
  readonly deprecatedOnly?: boolean | undefined;
}

export interface FieldUsagePage {
  readonly fields: readonly UsedField[];
  readonly hasNextPage: boolean;
}

export type FieldUsageOf = (question: FieldUsageQuestion) => Promise<FieldUsagePage>;

interface Ports {
  readonly queries: GraphQueries;
  readonly usage: UsageQueries;
  readonly now: () => Date;
}

const DAY_MS = 86_400_000;
const MOST = 500;
const LONGEST_DAYS = 366;

interface ApiField {
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
}

const fieldsOf = (schema: ReturnType<typeof buildSchema>): ApiField[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
    .flatMap((type) =>
      Object.values('getFields' in type ? type.getFields() : {}).map((field) => ({
        coordinate: `${type.name}.${field.name}`,
        field: field as GraphQLField<unknown, unknown>,
      })),
    )
    .sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));

const servedSchema = async ({ graph, variant }: GraphRef, queries: GraphQueries) => {
  const launchId = (await queries.variant({ graph, variant }))?.servedLaunchId;
  const launch = launchId === undefined ? undefined : await queries.launch(graph, launchId);
  return launch?.apiHash === undefined
    ? undefined
    : buildSchema(await queries.document(launch.apiHash), { assumeValidSDL: true });
};

const refuseStrange = ({ first, days }: FieldUsageQuestion): void => {
  if (!(first >= 1 && first <= MOST)) throw badInput(`"first" is from 1 to ${MOST}.`);
  if (!(days >= 1 && days <= LONGEST_DAYS)) throw badInput(`"days" is from 1 to ${LONGEST_DAYS}.`);
};

/** The fields of the API that is served, by coordinate, with who asks for them. Throws BAD_USER_INPUT. */
export const makeFieldUsage =
  ({ queries, usage, now }: Ports): FieldUsageOf =>
  async (question) => {
    refuseStrange(question);
    const { ref, first, after = '', days, unusedOnly, deprecatedOnly } = question;
    const schema = await servedSchema(ref, queries);
    if (!schema) return { fields: [], hasNextPage: false };
    const [from, to] = [new Date(now().getTime() - days * DAY_MS), now()];
    const [used, trusted] = await Promise.all([
      usage.fields(ref, from),
      usage.trusted({ graph: ref.graph, variants: [ref.variant], from, to }),
    ]);
    const byCoordinate = new Map(used.map((row) => [row.coordinate, row]));
    const inDocuments = new Set(trusted.flatMap((operation) => [...readOperation(schema, operation).touches.fields]));
    const fields = fieldsOf(schema).flatMap(({ coordinate, field }): UsedField[] => {
      const row = byCoordinate.get(coordinate);
      const isInTrustedDocument = inDocuments.has(coordinate);
      if (coordinate <= after || (deprecatedOnly && field.deprecationReason == null)) return [];
      if (unusedOnly && (row || isInTrustedDocument)) return [];
      const { requests = 0, operations = 0, clients = 0 } = row ?? {};
      const last = { lastSeen: row?.lastSeen, lastClient: row?.lastClient, lastClientVersion: row?.lastClientVersion };
      const deprecationReason = field.deprecationReason ?? undefined;
      return [{ coordinate, deprecationReason, requests, operations, clients, ...last, isInTrustedDocument }];
    });
    return { fields: fields.slice(0, first), hasNextPage: fields.length > first };
  };
