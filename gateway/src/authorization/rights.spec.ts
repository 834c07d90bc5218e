import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { loadGraph } from '../graph/graph.ts';
import { rightsOf } from './rights.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@external", "@requires", "@interfaceObject", "@context", "@fromContext", "@shareable",
  { name: "@authenticated", as: "@login" }, "@requiresScopes", "@policy"
])`;

const compose = (...sdls: string[]): string => {
  const services = sdls.map((sdl, index) => ({ name: `s${index}`, url: '', typeDefs: parse(LINK + sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors?.join('\n'));
  return supergraphSdl;
};
const rightsIn = (supergraphSdl: string) => {
  const features = { validateSupergraph: false, supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES };
  return rightsOf(Supergraph.build(supergraphSdl, features).schema);
};

const login = { isLogin: true, scopes: [], policies: [] };
const scope = (...names: string[]) => ({ isLogin: false, scopes: [[names]], policies: [] });

/** As an older composition writes it, which knows nothing of what is derived. */
const without = (sdl: string, line: RegExp, text: string): string => {
  expect(sdl).toMatch(line);
  return sdl.replace(line, (found) => found.replace(text, ''));
};

describe('the rights of a graph', () => {
  it('are nothing where nothing is asked for', () => {
    const rights = rightsIn(compose('type Query { a: Int }'));
    expect(rights.isFree).toBe(true);
    expect(rights.ofField('Query', 'a')).toBeUndefined();
  });

  it('are those of the field, its parent and its type together, under whatever name they are imported', () => {
    const rights = rightsIn(
      compose(
        'type Query { a: T } type T @login { s: S @requiresScopes(scopes: [["x"]]) n: Int } scalar S @policy(policies: [["p"]])',
      ),
    );
    expect(rights.ofField('Query', 'a')).toEqual(login);
    expect(rights.ofField('T', '__typename')).toEqual(login);
    expect(rights.ofField('T', 's')).toEqual({ isLogin: true, scopes: [[['x']]], policies: [[['p']]] });
  });

  it('make equal needs one', () => {
    const rights = rightsIn(compose('type Query { a: Int @login b: Int @login c: T } type T @login { d: Int }'));
    expect(rights.ofField('Query', 'a')).toBe(rights.ofField('T', 'd'));
  });

  it('ask nothing for an empty choice', () => {
    const rights = rightsIn(compose('type Query { a: Int @requiresScopes(scopes: [["x"], []]) }'));
    expect(rights.ofField('Query', 'a')).toBeUndefined();
  });

  it('hold for what a field is made from, also where the supergraph does not repeat it (@requires)', () => {
    const item = 'type Item @key(fields: "id")';
    const composed = compose(
      `type Query { item: Item } ${item} { id: ID! cost: Int @requiresScopes(scopes: [["cost"]]) }`,
      `${item} { id: ID! cost: Int @external margin: Int @requires(fields: "cost") @requiresScopes(scopes: [["cost"]]) }`,
      `${item} { id: ID! margin: Int @external tax: Int @requires(fields: "margin") @requiresScopes(scopes: [["cost"]]) }`,
    );
    const old = composed
      .split('\n')
      .map((line) => (/^ {2}(margin|tax):/.test(line) ? line.replace(/ @requiresScopes.*$/, '') : line))
      .join('\n');
    const rights = rightsIn(old);
    expect(old).toMatch(/margin: Int [^@]*@join__field\(graph: S1, requires: "cost"\)[^@]*@join__field/);
    expect(rights.ofField('Item', 'margin')).toEqual(scope('cost'));
    expect(rights.ofField('Item', 'tax')).toEqual(scope('cost'));
  });

  it('hold for the context of a field (@fromContext)', () => {
    const composed = compose(
      `type Query { t: T } type T @key(fields: "id") { id: ID! secret: String @requiresScopes(scopes: [["s"]]) }`,
      `type T @key(fields: "id") @context(name: "c") { id: ID! secret: String @external u: U }
       type U @key(fields: "id") { id: ID! f(a: String @fromContext(field: "$c { secret }")): Int @requiresScopes(scopes: [["s"]]) }`,
    );
    expect(rightsIn(composed).ofField('U', 'f')).toEqual(scope('s'));
    expect(rightsIn(without(composed, / {2}f: .*/, ' @requiresScopes(scopes: [["s"]])')).ofField('U', 'f')).toEqual(
      scope('s'),
    );
  });

  it('hold for all that may stand behind an interface, also where the supergraph does not repeat it', () => {
    const composed = compose(
      `type Query { n: N } interface N { id: ID l: L } interface L { x: Int }
       type A implements N @login { id: ID l: B } type B implements L { x: Int @requiresScopes(scopes: [["x"]]) } type C implements N { id: ID l: L }`,
    );
    const old = without(
      without(composed, /interface N[^{]*\{/, '@login'),
      /interface L[^}]*\}/,
      '@requiresScopes(scopes: [["x"]])',
    );
    for (const rights of [rightsIn(composed), rightsIn(old)]) {
      expect(rights.ofField('Query', 'n')).toEqual(login);
      expect(rights.ofField('N', 'id')).toEqual(login);
      expect(rights.ofField('L', 'x')).toEqual(scope('x'));
      expect(rights.ofField('C', 'id')).toBeUndefined();
    }
  });

  it('hold for what an @interfaceObject makes a field of', () => {
    const composed = compose(
      `type Query { m: M } interface M @key(fields: "id") { id: ID! t: String }
       type A implements M @key(fields: "id") { id: ID! t: String @requiresScopes(scopes: [["t"]]) }
       type B implements M @key(fields: "id") { id: ID! t: String }`,
      `type M @key(fields: "id") @interfaceObject { id: ID! t: String @external r: Int @requires(fields: "t") @requiresScopes(scopes: [["t"]]) }`,
    );
    const old = composed.replaceAll(/^( {2}r: .*?) @requiresScopes\(scopes: \[\["t"\]\]\)/gm, '$1');
    const rights = rightsIn(old);
    expect(rights.ofField('M', 'r')).toEqual(scope('t'));
    expect(rights.ofField('A', 'r')).toEqual(scope('t'));
    expect(rights.ofField('B', 'r')).toBeUndefined();
  });

  it('know what an argument is made of', () => {
    const rights = rightsIn(
      compose('type Query { a(i: I, j: Int): Int } input I { deep: J } input J { back: I e: E } enum E @login { X }'),
    );
    expect(rights.ofInput('I')).toEqual(login);
    expect(rights.ofInput('Int')).toBeUndefined();
  });
});

describe('a supergraph with features for security', () => {
  const guarded = compose('type Query { a: Int @login }');

  it('is taken where we enforce them', async () => {
    expect(() => Supergraph.build(guarded, { validateSupergraph: false })).toThrow('unsupported');
    expect((await loadGraph(guarded)).clientSchema.getQueryType()).toBeDefined();
  });

  it.each([
    ['another version of one', 'authenticated/v0.1', 'authenticated/v0.2'],
    ['another one', 'specs.apollo.dev/authenticated/v0.1', 'example.com/authenticated/v0.1'],
  ])('is refused for %s', async (_name, known, unknown) => {
    await expect(loadGraph(guarded.replace(known, unknown))).rejects.toThrow(/unsupported|Invalid/);
  });
});
