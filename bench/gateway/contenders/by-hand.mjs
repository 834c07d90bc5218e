// The least a gateway on Node can do: fixed plans written by hand for the small query, over undici pools.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Pool } from 'undici';

const [, , supergraph, port] = process.argv;
const urlOf = (name) =>
  new RegExp(`@join__graph\\(name: "${name}", url: "([^"]+)"\\)`).exec(readFileSync(supergraph, 'utf8'))[1];
const poolOf = (name) => new Pool(new URL(urlOf(name)).origin, { connections: 64 });
const pools = { accounts: poolOf('accounts'), reviews: poolOf('reviews'), products: poolOf('products') };

const ask = async (name, query, variables) => {
  const { body } = await pools[name].request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return JSON.parse(await body.text()).data;
};

const USER = 'query ($id: ID!) { user(id: $id) { __typename id name username } }';
const REVIEWS =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { reviews { body product { __typename upc } } } } }';
const PRODUCTS =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { name price } } }';

const small = async ({ id }) => {
  const { user } = await ask('accounts', USER, { id });
  const joined = await ask('reviews', REVIEWS, { representations: [{ __typename: 'User', id: user.id }] });
  const reviews = joined._entities[0].reviews;
  const representations = reviews.map(({ product }) => ({ __typename: 'Product', upc: product.upc }));
  const { _entities: products } = await ask('products', PRODUCTS, { representations });
  return {
    user: {
      name: user.name,
      username: user.username,
      reviews: reviews.map(({ body }, index) => ({
        body,
        product: { name: products[index].name, price: products[index].price },
      })),
    },
  };
};

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const { variables } = JSON.parse(Buffer.concat(chunks).toString());
    const body = JSON.stringify({ data: await small(variables) });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
}).listen(Number(port), '127.0.0.1');
