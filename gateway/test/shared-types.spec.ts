import { readFile } from 'node:fs/promises';
import { composeServices } from '@apollo/composition';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type ObjectTypeDefinitionNode, parse, print } from 'graphql';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable"])
scalar DateTime`;

let catalog: ReturnType<typeof parse>;
beforeAll(async () => {
  catalog = parse(await readFile('schema/subgraphs/catalog.graphql', 'utf8'));
});

const typeOf = (name: string): ObjectTypeDefinitionNode => {
  const type = catalog.definitions.find((one) => one.kind === 'ObjectTypeDefinition' && one.name.value === name);
  if (type?.kind !== 'ObjectTypeDefinition') throw new Error(`the catalogue has no type ${name}`);
  return type;
};

/** The type as another team would write it, who knows nothing of our hints for stored answers. */
const asOthersWriteIt = (name: string): string => {
  const { directives: _directives, ...type } = typeOf(name);
  const fields = (type.fields ?? []).map((field) => ({ ...field, directives: [] }));
  return print({ ...type, fields }).replace(`type ${name}`, `type ${name} @shareable`);
};

/** The catalogue beside a subgraph of reviews that has these types, too, and returns the first. */
const composeWith = (first: string, ...others: readonly string[]) => {
  const types = [first, ...others].map(asOthersWriteIt).join('\n');
  const reviews = `${LINK}\ntype Query { "Shown beside reviews." ofReviews: ${first} }\n${types}`;
  const url = 'http://localhost/graphql';
  return composeServices([
    { name: 'catalog', url, typeDefs: catalog },
    { name: 'reviews', url, typeDefs: parse(reviews) },
  ]);
};

describe('value types of the catalogue', () => {
  it.each([
    ['Money', []],
    ['PageInfo', []],
    ['PricePoint', ['Money']],
    ['Facet', ['FacetBucket']],
  ])('may be defined and answered by another subgraph, too: %s', (name, others) => {
    const { errors, hints, supergraphSdl = '' } = composeWith(name, ...others);
    expect(errors).toBeUndefined();
    const told = hints?.map(({ message }) => message).filter((message) => !message.includes('CacheControlScope'));
    expect(told).toEqual([]); // descriptions and nullability agree, too
    for (const type of [name, ...others])
      expect(supergraphSdl).toMatch(
        new RegExp(`type ${type}\\s+@join__type\\(graph: CATALOG\\)\\s+@join__type\\(graph: REVIEWS\\)`),
      );
  });

  it('are told from what only the catalogue can say', () => {
    const { errors = [] } = composeWith('FacetBucket', 'AttributeDefinitionDeleted');
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['INVALID_FIELD_SHARING']);
  });
});
