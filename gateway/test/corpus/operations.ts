import type { Asked } from './run-both.ts';

type Corpus = Readonly<Record<string, Asked | string>>;

/** Operations that the stock executor answers as the specifications say. */
export const SAME: Corpus = {
  'one field': '{ me { name } }',
  'several root fields of two subgraphs': '{ me { id } products { id } number }',
  'aliases at the root and below': '{ first: me { a: name b: name } second: user(id: "u2") { a: name } }',
  'nothing but __typename': '{ __typename }',
  '__typename with an alias, everywhere':
    '{ kind: __typename me { kind: __typename __typename } products { is: __typename } }',
  '__typename of entities in unions': '{ actors { __typename ... on User { kind: __typename } } }',
  'null for a missing entity': '{ user(id: "none") { name reviews { body } } }',
  'an entity joined': '{ me { name reviews { body stars } } }',
  'entities in a list, joined': '{ users { name vip } }',
  'null items of a list, joined': '{ team { name vip } }',
  'lists in lists, joined': '{ grid { id vip } }',
  'lists in lists behind an interface': '{ shelves { id title rating } }',
  'the same entity at several positions': '{ reviews { id author { name } writer { email: name role } } }',
  'there and back': '{ me { reviews { product { title reviews { author { name } } } } } }',
  'an interface': '{ products { id title ... on Book { pages } ... on Movie { minutes } } }',
  'an interface of interfaces': '{ anything { title ... on Product { price } ... on Book { isbn } } }',
  'a union': '{ actors { ... on User { name vip } ... on Robot { serial name } } }',
  'a union through an interface': '{ actors { ... on Named { name } } }',
  'a union with an entity of a compound key': '{ search { ... on Publisher { name fame } ... on Book { title } } }',
  'a compound key': '{ book(id: "b1") { publisher { fame country { code } } } }',
  fragments: '{ ...Root } fragment Root on Query { me { ...Who } users { ...Who } } fragment Who on User { name vip }',
  'fragments in fragments on an abstract type':
    '{ products { ...P } } fragment P on Product { ...T ... on Media { id } } fragment T on Product { title rating }',
  'one field selected in several places': '{ me { id name } me { name vip } ...R } fragment R on Query { me { role } }',
  'lists selected twice': '{ users { id } users { name vip } }',
  'fields in the order of the document': '{ number me { vip name id } __typename numbers }',
  '@interfaceObject from the side of the interface': '{ products { title reviews { body } rating } }',
  '@interfaceObject from its own side': '{ reviews { product { id } } }',
  '@interfaceObject to a concrete type':
    '{ reviews { product { __typename title ... on Book { pages } ... on Movie { minutes } } } }',
  '@interfaceObject under a type condition': '{ products { ... on Book { rating } ... on Movie { best { stars } } } }',
  '@requires': '{ book(id: "b1") { shipping } }',
  '@requires of an object': '{ book(id: "b1") { box size { width } } }',
  '@requires of what the client selects, too': '{ book(id: "b1") { weight shipping box } }',
  '@requires in a list with types that have none': '{ products { id ... on Book { shipping } } }',
  '@provides': '{ reviews { author { nickname } } }',
  '@provides of what is selected with more': '{ reviews { author { nickname name } } }',
  '@shareable': '{ shared { id left right both deep { both left right } } }',
  '@override': '{ books { isbn } warehouses { books { isbn title inStock } } }',
  'a custom scalar': '{ team { birthday settings } }',
  enums: '{ users { role } }',
  'a Float and lists of scalars': '{ random numbers me { tags } }',
  'null lists': '{ team { tags } }',
  arguments: '{ echo(text: "a\\"b", input: { text: "c", not: { role: ADMIN } }, many: [{}]) }',
  'arguments with defaults': '{ userByRole { name } me { greeting } }',
  variables: {
    query: 'query ($id: ID!, $word: String) { user(id: $id) { greeting(word: $word) } }',
    variables: { id: 'u2', word: 'Yo' },
  },
  'variables that are not given': { query: 'query ($word: String) { me { greeting(word: $word) } }' },
  'variables that are null': {
    query: 'query ($word: String) { me { greeting(word: $word) } }',
    variables: { word: null },
  },
  'variables with defaults': { query: 'query ($id: ID! = "u2") { user(id: $id) { name } }' },
  'variables in input objects': {
    query:
      'query ($f: Filter, $many: [Filter!], $text: String) { echo(text: $text, input: $f, many: $many) one: echo(input: { text: $text }) }',
    variables: { f: { role: 'CUSTOMER', text: null }, many: [{ text: 'x' }], text: 't' },
  },
  'variables that nobody declared': { query: '{ number }', variables: { id: 'u1', __proto__x: 1 } },
  'a variable of a join': {
    query: 'query ($c: Currency) { reviews { product { price(currency: $c) } } }',
    variables: { c: 'USD' },
  },
  'one operation of several': {
    query: 'query A { number } query B($c: Boolean = true) { random me { name @include(if: $c) } }',
    operationName: 'B',
  },
  '@skip and @include with values':
    '{ number @skip(if: true) random @include(if: true) me { name @include(if: false) id } }',
  '@include by a variable, on a joined field': {
    query: 'query ($with: Boolean!) { me { name vip @include(if: $with) } }',
    variables: { with: true },
  },
  '@include by a variable, left out': {
    query: 'query ($with: Boolean!) { me { name vip @include(if: $with) } }',
    variables: { with: false },
  },
  '@skip by a variable with a default':
    'query ($no: Boolean! = true) { me { name vip @skip(if: $no) } number @skip(if: $no) }',
  '@skip and @include together': {
    query:
      'query ($a: Boolean!, $b: Boolean!) { me { id ... @skip(if: $a) @include(if: $b) { name vip } ...F @include(if: $a) } } fragment F on User { role }',
    variables: { a: false, b: true },
  },
  'the other outcome of both': {
    query:
      'query ($a: Boolean!, $b: Boolean!) { me { id ... @skip(if: $a) @include(if: $b) { name vip } ...F @include(if: $a) } } fragment F on User { role }',
    variables: { a: true, b: true },
  },
  'a plan that is empty by a condition': {
    query: 'query ($a: Boolean!) { me @include(if: $a) { vip } }',
    variables: { a: false },
  },
  'one field with and without a condition': {
    query: 'query ($a: Boolean!) { me { name @include(if: $a) } me { name id } }',
    variables: { a: false },
  },
  'an error at a root field': '{ failing number }',
  'an error at a required root field': '{ failingRequired number }',
  'a null item in a list of required ones': '{ failingList number }',
  'a wrong scalar of a subgraph': '{ wrongNumber number }',
  'an error at a field of an entity': '{ users { name failing } }',
  'an error at a required field in a list': '{ users { name failingRequired } }',
  'an error at a required field in a list that may have nulls': '{ team { name failingRequired } }',
  'errors in a join': '{ users { name karma } }',
  'errors at a required field in a join': '{ team { name reviewCount } }',
  'errors at a required field in a join of a list without nulls': '{ users { name reviewCount } }',
  'errors deep in a join': '{ reviews { writer { friends { failing } } } }',
  'errors at the same entity in several positions': '{ reviews { author { karma } } }',
  'an entity that is missing, with fields that may be': '{ review(id: "v4") { author { role nickname } } }',
  'names that every JavaScript object has':
    '{ me { constructor: name toString: role vip } hasOwnProperty: me { valueOf: id } }',
  'an alias at a failing field': '{ me { k: karma } other: user(id: "u1") { karma } }',
  'a mutation': 'mutation { rename(id: "u1", name: "New") { name vip } }',
  'mutations in sequence':
    'mutation { a: rename(id: "u1", name: "A") { name vip } one: count b: rename(id: "u2", name: "B") { name } two: count }',
  'mutations of several subgraphs':
    'mutation { addReview(product: "b1", body: "Fine") { body product { title } author { name } } count }',
  'a mutation that fails in between':
    'mutation { a: rename(id: "u1", name: "A") { id } fail b: rename(id: "u2", name: "B") { id } }',
  'introspection of a type': '{ __type(name: "Role") { name enumValues { name } } }',
  'introspection with a variable and a fragment': {
    query:
      'query ($n: String!) { __type(name: $n) { ...T } me { name } } fragment T on __Type { kind fields { name } }',
    variables: { n: 'Size' },
  },
  'introspection of the schema': '{ __schema { queryType { name } types { name } } }',
  'the schema asked for twice': '{ __schema { queryType { name } } __schema { mutationType { name } } }',
  'input of the wrong type': { query: 'query ($id: ID!) { user(id: $id) { name } }', variables: { id: { a: 1 } } },
  'input that is missing': { query: 'query ($id: ID!) { user(id: $id) { name } }' },
  'an enum value in input that does not exist': {
    query: 'query ($role: Role) { userByRole(role: $role) { name } }',
    variables: { role: 'KING' },
  },
};

interface Difference {
  readonly asked: Asked | string;
  /** Why the stock executor is wrong, and by which specification. */
  readonly because: string;
  readonly right: unknown;
}

const invalid = (message: string, path: readonly (string | number)[]) => ({
  message,
  path,
  extensions: { code: 'INVALID_SUBGRAPH_RESPONSE' },
});

/** Operations that the stock gateway answers wrongly: its planner or its executor. */
export const DIFFERENT: Readonly<Record<string, Difference>> = {
  'an alias that is the name of a key, with a join': {
    asked: '{ me { id: name vip } }',
    because:
      'The planner takes the key for the field of that name and drops what the client asked for (GraphQL, 6.3.2).',
    right: { data: { me: { id: 'Ada', vip: false } } },
  },
  'an alias that is the name of a key, on an interface': {
    asked: '{ products { id: title ... on Book { shelf } rating } }',
    because: 'The same, for each type of the interface.',
    right: {
      data: {
        products: [
          { id: 'Dune', shelf: 'S-b1', rating: 2 },
          { id: 'Alien', rating: 1 },
          { id: 'Emma', shelf: null, rating: 0 },
          { id: 'Brazil', rating: 1 },
        ],
      },
    },
  },
  'an alias that is the name of a required field': {
    asked: '{ book(id: "b1") { weight: pages shipping } }',
    because: 'The planner drops what the client asked for; @requires must not be visible to it.',
    right: { data: { book: { weight: 400, shipping: '300 for 20' } } },
  },
  'an alias that is the name of a field in a required object': {
    asked: '{ book(id: "b1") { size { width: height } box } }',
    because: 'The same, inside of an object.',
    right: { data: { book: { size: { width: 2 }, box: '4x2' } } },
  },
  'other arguments than those of a requirement': {
    asked: '{ book(id: "b1") { price(currency: EUR) shipping } }',
    because:
      'The planner merges two fields with different arguments, so that one is computed from the price of the other.',
    right: { data: { book: { price: 10, shipping: '300 for 20' } } },
  },
  '__typename as an alias': {
    asked: '{ me { __typename: name vip } }',
    because: 'It is an alias like any other (GraphQL, 2.7); the planner gives the type instead.',
    right: { data: { me: { __typename: 'Ada', vip: false } } },
  },
  'an alias of a key at an error': {
    asked: '{ users { id: failing vip } }',
    because: 'The planner drops the field, and its error with it.',
    right: {
      data: {
        users: [
          { id: 'fine', vip: false },
          { id: null, vip: false },
        ],
      },
      errors: [
        {
          message: 'It failed.',
          path: ['users', 1, 'id'],
          extensions: { code: 'FAILED', detail: 1, serviceName: 'accounts' },
        },
      ],
    },
  },
  'a null for a required field of which no subgraph says why': {
    asked: '{ book(id: "b2") { title inStock } }',
    because: 'A field error must be raised and be in "errors" (GraphQL, 6.4.4); it is only in an extension of its own.',
    right: {
      data: { book: null },
      errors: [invalid('Cannot return null for non-nullable field Book.inStock.', ['book', 'inStock'])],
    },
  },
  'an enum value that is hidden from clients': {
    asked: '{ team { name role } }',
    because: 'The same, for a value that cannot be coerced.',
    right: {
      data: {
        team: [{ name: 'Ada', role: 'ADMIN' }, null, { name: 'Bob', role: 'CUSTOMER' }, { name: 'Cyd', role: null }],
      },
      errors: [invalid('Invalid value found for field User.role.', ['team', 3, 'role'])],
    },
  },
  'an error of an entity after objects that are none for the subgraph': {
    asked: '{ actors { ... on User { reviewCount } ... on Robot { name } } }',
    because: 'The path counts all objects of the list instead of those that were asked for, and names the robot.',
    right: {
      data: null,
      errors: [
        {
          message: 'He cannot be counted.',
          path: ['actors', 2, 'reviewCount'],
          extensions: { code: 'UNCOUNTABLE', serviceName: 'reviews' },
        },
      ],
    },
  },
  'an error of all entities of a fetch': {
    asked: '{ strangers { id author { name } } }',
    because:
      'A path consists of response names and indices of the answer (GraphQL, 7.1.2), not of "@" and "_entities".',
    right: {
      data: { strangers: ['v4', 'v1', 'v4'].map((id) => ({ id, author: null })) },
      errors: [
        {
          message: 'This user cannot be read.',
          path: ['strangers'],
          extensions: { code: 'BROKEN', serviceName: 'accounts' },
        },
      ],
    },
  },
};
