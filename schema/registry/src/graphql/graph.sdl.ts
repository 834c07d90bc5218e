/** What Rover reads of graphs. Names and nullability are those that its generated types demand: they must stay. */
export const GRAPH_SDL = `
scalar GraphQLDocument
"RFC 3339."
scalar Timestamp

type Query {
  "Where the registry's pages are."
  frontendUrlRoot: String!
  "Null where there is no such graph."
  graph(id: ID!): Graph
  "By graph@variant. Null where there is no such variant."
  variant(ref: ID!): GraphVariantLookup
}
type Mutation {
  "What changes a graph. Null where there is no such graph, unless the key may create it."
  graph(id: ID!): GraphMutation
}
type Graph implements Identity {
  id: ID! name: String! title: String! asActor: Actor!
  "Those that have something published."
  variants: [GraphVariant!]!
  variant(name: String!): GraphVariant
}
union GraphVariantLookup = GraphVariant | InvalidRefFormat
type InvalidRefFormat { message: String! }
type GraphVariant {
  name: String!
  "Null where it has none: a graph that is not federated."
  subgraphs: [GraphVariantSubgraph!]
  subgraph(name: ID!): GraphVariantSubgraph
  "The schema for clients that is served."
  latestPublication: SchemaPublication
  "The last attempt, whether it composed or not."
  latestLaunch: Launch
  "What gateways are given; the last attempt where nothing ever composed."
  latestApprovedLaunch: Launch
  sourceVariant: GraphVariant
}
type GraphVariantSubgraph { name: String! url: String updatedAt: Timestamp! activePartialSchema: SubgraphSchema! }
type SubgraphSchema { sdl: String! }
type SchemaPublication { variant: GraphVariant! schema: Schema! diffToPrevious: SchemaDiff }
type Schema { hash: ID! document: GraphQLDocument! }
type SchemaDiff { changeSummary: ChangeSummary! }
type ChangeSummary { type: ChangeCounts! field: ChangeCounts! }
type ChangeCounts { additions: Int! removals: Int! edits: Int! }
type Launch { build: Build buildInput: BuildInput! }
union BuildInput = CompositionBuildInput | FilterBuildInput
type CompositionBuildInput { version: String }
type FilterBuildInput { schemaHash: String! }
type Build { result: BuildResult }
union BuildResult = BuildFailure | BuildSuccess
type BuildFailure { errorMessages: [BuildError!]! }
type BuildError { message: String! code: String locations: [SourceLocation!]! }
type BuildSuccess { coreSchema: CoreSchema! }
type CoreSchema { coreDocument: GraphQLDocument! }
type SourceLocation { line: Int! column: Int! }

input GitContextInput { branch: String commit: ID committer: String message: String remoteUrl: String }
type GraphMutation {
  variant(name: String!): GraphVariantMutation
}
type GraphVariantMutation {
  "The variant that is changed."
  name: String!
}
type SchemaCompositionError { message: String! code: String locations: [SourceLocation]! }
`;
