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

type CheckWorkflow {
  id: ID!
  status: CheckWorkflowStatus!
  tasks: [CheckWorkflowTask!]!
}
enum CheckWorkflowStatus { PENDING PASSED FAILED }
enum CheckWorkflowTaskStatus { BLOCKED FAILED PASSED PENDING }
interface CheckWorkflowTask { status: CheckWorkflowTaskStatus! targetURL: String }
type CompositionCheckTask implements CheckWorkflowTask {
  status: CheckWorkflowTaskStatus!
  targetURL: String
  coreSchemaModified: Boolean!
  result: CompositionResult
}
interface CompositionResult { errors: [SchemaCompositionError!]! }
type CompositionCheckResult implements CompositionResult { errors: [SchemaCompositionError!]! }
type OperationsCheckTask implements CheckWorkflowTask {
  status: CheckWorkflowTaskStatus!
  targetURL: String
  result: OperationsCheckResult
}
type OperationsCheckResult { checkSeverity: ChangeSeverity! numberOfCheckedOperations: Int! changes: [Change!]! }
type Change {
  severity: ChangeSeverity!
  code: String!
  description: String!
  "Where in the schema, such as Type.field."
  coordinate: String!
  "Those that the change breaks."
  operations: [AffectedOperation!]!
}
type AffectedOperation {
  id: ID!
  name: String!
  "Published in a persisted query list: it counts whether or not anybody ran it."
  isTrusted: Boolean!
  clients: [OperationClient!]!
}
type OperationClient { name: String! version: String! requests: Float! lastSeen: Timestamp! }
enum ChangeSeverity { FAILURE NOTICE }
type LintCheckTask implements CheckWorkflowTask {
  status: CheckWorkflowTaskStatus!
  targetURL: String
  result: LintResult
}
type CustomCheckTask implements CheckWorkflowTask {
  status: CheckWorkflowTaskStatus!
  targetURL: String
  result: CustomCheckResult
}
type CustomCheckResult { violations: [CheckViolation!]! }
type CheckViolation {
  coordinate: String
  level: ViolationLevel!
  message: String!
  rule: String!
  sourceLocations: [FileLocation!]
}
enum ViolationLevel { ERROR INFO WARNING }
type FileLocation { start: Coordinate! end: Coordinate! subgraphName: String }
type ProposalsCheckTask implements CheckWorkflowTask {
  status: CheckWorkflowTaskStatus!
  targetURL: String
  didOverrideProposalsCheckTask: Boolean!
  proposalCoverage: ProposalCoverage!
  relatedProposalResults: [RelatedProposalResult!]!
  severityLevel: ProposalChangeMismatchSeverity!
}
enum ProposalCoverage { FULL NONE OVERRIDDEN PARTIAL PENDING }
enum ProposalChangeMismatchSeverity { ERROR OFF WARN }
enum ProposalStatus { APPROVED CLOSED DRAFT IMPLEMENTED OPEN }
type RelatedProposalResult { statusAtCheck: ProposalStatus! proposal: Proposal! }
type Proposal { displayName: String! }
type DownstreamCheckTask implements CheckWorkflowTask {
  status: CheckWorkflowTaskStatus!
  targetURL: String
  results: [DownstreamCheckResult!]
}
type DownstreamCheckResult { downstreamVariantName: String! failsUpstreamWorkflow: Boolean }
type FilterCheckTask implements CheckWorkflowTask { status: CheckWorkflowTaskStatus! targetURL: String }

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

type CheckSettings {
  "How far back traffic counts."
  validationPeriodSeconds: Int!
  "Operations that were run less often do not count."
  queryCountThreshold: Int!
  "Nor do those with a smaller share of all requests, from 0 to 1."
  queryCountThresholdPercentage: Float!
  "Clients that do not count; without a version, all versions."
  excludedClients: [ExcludedClient!]!
  excludedOperationNames: [ExcludedOperation!]!
  "Further variants whose traffic counts."
  includedVariants: [String!]!
}
type ExcludedClient { name: String! version: String }
type ExcludedOperation { name: String! }
input CheckSettingsInput {
  validationPeriodSeconds: Int
  queryCountThreshold: Int
  queryCountThresholdPercentage: Float
  excludedClients: [ClientInfoFilter!]
  excludedOperationNames: [OperationNameFilterInput!]
  includedVariants: [String!]
}
`;
