/** What is asked of every gateway. */
export interface Load {
  readonly name: string;
  readonly query: string;
  /** The variables of the n-th request. */
  readonly variables: (index: number) => Record<string, unknown>;
  /** Whether the hand-written plan can answer it. */
  readonly isSmall: boolean;
  /** What goes along: clients of ours log in, the others' subgraphs are shown an internal token. */
  readonly headers?: (isOurs: boolean) => Promise<Record<string, string>>;
}

const DEEP = `
  fragment U on User { id username name }
  fragment R on Review { id body }
  fragment P on Product { inStock name price shippingEstimate upc weight }
  query Deep {
    users { ...U reviews { ...R product { ...P reviews { ...R author { ...U reviews { ...R product { ...P } } } } } } }
    topProducts(first: 5) { ...P reviews { ...R author { ...U reviews { ...R product { ...P } } } } }
  }`;

const SMALL = 'query Small($id: ID!) { user(id: $id) { name username reviews { body product { name price } } } }';
const DIFFERENT_USERS = 5_000;

export const LOADS: readonly Load[] = [
  { name: 'deep', query: DEEP, variables: () => ({}), isSmall: false },
  { name: 'small, identical', query: SMALL, variables: () => ({ id: '1' }), isSmall: true },
  {
    name: 'small, varied',
    query: SMALL,
    variables: (index) => ({ id: String(1 + ((index * 7919) % DIFFERENT_USERS)) }),
    isSmall: true,
  },
];
