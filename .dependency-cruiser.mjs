const TECHNOLOGY =
  '^node_modules/(@mikro-orm|bullmq|ioredis|mongodb|fastify|graphql|type-graphql|stripe|nodemailer|undici|pg|kysely)(/|$)';
const TESTS = '(/test/|\\.spec\\.ts$)';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      'no-cycles',
      'A cycle is one module in two files.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'domain-is-pure',
      'The domain knows its rules and nothing else: no I/O, no framework, no other room.',
      { path: '^subgraphs/([^/]+)/src/domain/', pathNot: TESTS },
      {
        pathNot: [
          '^subgraphs/$1/src/domain/',
          '^packages/contracts/',
          '^node_modules/(zod|dinero)',
          '^(node:)?crypto$',
        ],
      },
    ),
    forbid(
      'application-knows-no-technology',
      'A use case asks its ports; which database or provider answers is not its business.',
      { path: '^subgraphs/[^/]+/src/application/', pathNot: TESTS },
      {
        path: [
          TECHNOLOGY,
          '^subgraphs/[^/]+/src/(graphql|persistence|messaging|payments|carriers|channels|projection|import|cache)/',
        ],
      },
    ),
    forbid(
      'persistence-serves-ports',
      'Persistence implements ports of the application; it knows neither the API nor the queues.',
      { path: '^subgraphs/[^/]+/src/persistence/', pathNot: TESTS },
      { path: '^subgraphs/[^/]+/src/(graphql|messaging|cache)/' },
    ),
    forbid(
      'graphql-and-messaging-call-use-cases',
      'The two entrances call use cases and ports, not tables.',
      { path: '^subgraphs/[^/]+/src/(graphql|messaging)/', pathNot: TESTS },
      { path: '^subgraphs/[^/]+/src/(persistence|cache)/' },
    ),
    forbid(
      'caches-know-no-tables',
      'A cache reads by ports, and is told of changes by who makes them.',
      { path: '^subgraphs/[^/]+/src/cache/', pathNot: TESTS },
      { path: '^subgraphs/[^/]+/src/(graphql|messaging|persistence|projection)/' },
    ),
    forbid(
      'subgraphs-talk-only-through-contracts',
      'A subgraph imports packages, never another subgraph or the gateway.',
      { path: '^subgraphs/([^/]+)/' },
      { path: ['^subgraphs/', '^gateway/'], pathNot: '^subgraphs/$1/' },
    ),
    forbid(
      'gateway-knows-no-subgraph',
      'The gateway knows the supergraph only.',
      { path: '^gateway/' },
      { path: '^subgraphs/' },
    ),
    forbid(
      'registry-domain-is-pure',
      'Comparing, judging and linting schemas needs GraphQL and nothing else: no I/O, no database.',
      { path: '^schema/registry/src/domain/', pathNot: TESTS },
      {
        pathNot: [
          '^schema/registry/src/domain/',
          '^packages/contracts/',
          '^node_modules/(graphql|@graphql-inspector|@apollo/(composition|federation-internals|query-graphs|subgraph)|zod)',
          '^(node:)?crypto$',
        ],
      },
    ),
    forbid(
      'registry-knows-schemas-only',
      'The registry serves any graph: it imports packages, never a subgraph or the gateway.',
      { path: '^schema/registry/', pathNot: TESTS },
      { path: '^(subgraphs|gateway)/' },
    ),
    forbid(
      'gateway-asks-the-registry-over-http',
      'Gateway and registry speak the wire protocol to one another.',
      { path: '^gateway/', pathNot: TESTS },
      { path: '^schema/registry/' },
    ),
    forbid(
      'packages-know-no-subgraph',
      'Packages are below subgraphs.',
      { path: '^packages/', pathNot: '^packages/(local|testing)/' },
      { path: ['^subgraphs/', '^gateway/', '^schema/registry/'] },
    ),
    forbid(
      'contracts-import-none-of-ours',
      'Everybody depends on the contracts.',
      { path: '^packages/contracts/', pathNot: TESTS },
      { path: '^(packages/(?!contracts)|subgraphs|gateway)' },
    ),
    forbid(
      'local-and-testing-are-no-product',
      'What starts or tests the platform is not part of it.',
      { path: '^(packages/(contracts|messaging|service)|subgraphs|gateway|schema/registry)/', pathNot: TESTS },
      { path: '^packages/(local|testing)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['cardstock-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
};
