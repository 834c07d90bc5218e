/** What Rover asks of checks, in the shape of its generated types; and what the registry tells besides, for its pages. */
export const CHECKS_SDL = `
extend type Graph {
  "A check by its id. Refused where there is none: Rover would ask on and on."
  checkWorkflow(id: ID!): CheckWorkflow
  "What the checks of this graph go by, where a check says nothing itself."
  checkSettings: CheckSettings!
}
extend type GraphMutation {
  "Whether these operations may be run against the API that is served."
  validateOperations(
    tag: String = "current"
    operations: [OperationDocumentInput!]!
    gitContext: GitContextInput
  ): ValidateOperationsResult!
  "Needs a key of scope admin. What is left out becomes the default."
  updateCheckSettings(settings: CheckSettingsInput!): CheckSettings!
}
extend type GraphVariantMutation {
  submitSubgraphCheckAsync(input: SubgraphCheckAsyncInput!): CheckRequestResult!
  submitCheckSchemaAsync(input: CheckSchemaAsyncInput!): CheckRequestResult!
}
input HistoricQueryParametersInput {
  "Seconds before now, as in -86400, or a moment."
  from: String
  to: String
  queryCountThreshold: Int
  queryCountThresholdPercentage: Float
  excludedClients: [ClientInfoFilter!]
  excludedOperationNames: [OperationNameFilterInput!]
  ignoredOperations: [ID!]
  includedVariants: [String!]
}
input ClientInfoFilter { name: String! version: String }
input OperationNameFilterInput { name: String! version: String }
input SubgraphCheckAsyncInput {
  config: HistoricQueryParametersInput!
  gitContext: GitContextInput!
  graphRef: ID
  introspectionEndpoint: String
  isProposal: Boolean
  isSandbox: Boolean!
  proposedSchema: GraphQLDocument!
  subgraphName: String!
}
input CheckSchemaAsyncInput {
  config: HistoricQueryParametersInput!
  gitContext: GitContextInput!
  graphRef: ID
  introspectionEndpoint: String
  isProposal: Boolean
  isSandbox: Boolean!
  proposedSchemaDocument: String
}
input OperationDocumentInput { name: String body: String! }
union CheckRequestResult =
  CheckRequestSuccess | InvalidInputError | PermissionError | PlanError | RateLimitExceededError
type CheckRequestSuccess { targetURL: String! workflowID: ID! }
type PermissionError { message: String! }
type InvalidInputError { message: String! }
type PlanError { message: String! }
type RateLimitExceededError { message: String! }

type ValidateOperationsResult { validationResults: [ValidationResult!]! }
type ValidationResult {
  type: ValidationErrorType!
  code: ValidationErrorCode!
  description: String!
  operation: OperationDocument!
}
enum ValidationErrorType { FAILURE WARNING INVALID }
enum ValidationErrorCode { NON_PARSEABLE_DOCUMENT INVALID_OPERATION DEPRECATED_FIELD }
type OperationDocument { name: String body: String! }
`;
