import 'reflect-metadata';
import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { CachedWithParent } from '../cache/hints.ts';
import { badUserInput } from './errors.ts';

const MAX_PAGE = 100;

@Directive('@shareable')
@ObjectType('PageInfo', { description: 'Where a page stands in its list (Relay).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there is something before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item: pass it as `after` for the next page.',
  })
  endCursor!: string | null;
}

/** Says in the schema that the argument `first` sizes the page, so that the cost of an operation can be told from its text. */
export const Paged = (): PropertyDecorator & MethodDecorator =>
  Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
  );

export interface Edge<Node> {
  readonly node: Node;
  readonly cursor: string;
}

/** One page of a list as the Relay connection has it. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number;
}

interface ConnectionOptions {
  /** Whether a page may be stored as long as the field says that it comes from. */
  readonly isCachedWithParent?: boolean;
}

const nothing: PropertyDecorator = () => undefined;

/** The connection type of a node type: `Product` gives `ProductConnection` and `ProductEdge`. */
export const connectionOf = <Node extends object>(
  name: string,
  node: () => ClassType<Node>,
  { isCachedWithParent = false }: ConnectionOptions = {},
) => {
  const hint = (): PropertyDecorator => (isCachedWithParent ? CachedWithParent() : nothing);

  @ObjectType(`${name}Edge`, { description: `One ${name} in a list.` })
  class EdgeType {
    @Field(() => node(), { description: 'The item itself.' })
    node!: Node;

    @Field(() => String, { description: 'Its place in the list.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name} (Relay).` })
  class ConnectionType {
    @hint()
    @Field(() => [EdgeType], { description: 'The items with their cursors.' })
    edges!: EdgeType[];

    @Field(() => [node()], { description: 'The items alone.' })
    nodes!: Node[];

    @hint()
    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many items the whole list has.' })
    totalCount!: number;
  }
  return ConnectionType;
};

/** An opaque cursor made of the sort key of an item. */
export const encodeCursor = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The sort key in a cursor. Throws BAD_USER_INPUT on anything that is not one of `length` parts. */
export const decodeCursor = (cursor: string, length: number): (string | number)[] => {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isKey =
      Array.isArray(key) && key.length === length && key.every((part) => ['string', 'number'].includes(typeof part));
    if (isKey) return key as (string | number)[];
  } catch {
    // Falls through: whatever the text is, it is no cursor of ours.
  }
  throw badUserInput({ field: 'after', message: 'is not a cursor that this list gave out' });
};

/** Checks the size of a page that a client asks for. Throws BAD_USER_INPUT. */
export const checkFirst = (first: number): number => {
  if (first >= 1 && first <= MAX_PAGE) return first;
  throw badUserInput({ field: 'first', message: `must be between 1 and ${MAX_PAGE}` });
};

interface PageParts<Row, Node> {
  /** Up to one more row than `first`: the extra one tells that there is a next page. */
  readonly rows: readonly Row[];
  readonly first: number;
  readonly after: string | null | undefined;
  readonly totalCount: number;
  readonly cursorOf: (row: Row) => string;
  readonly nodeOf: (row: Row) => Node;
}

/** Builds a page from the rows of a keyset query. */
export const toConnection = <Row, Node>({
  rows,
  first,
  after,
  totalCount,
  cursorOf,
  nodeOf,
}: PageParts<Row, Node>): Connection<Node> => {
  const edges = rows.slice(0, first).map((row) => ({ node: nodeOf(row), cursor: cursorOf(row) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    totalCount,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null && after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};
