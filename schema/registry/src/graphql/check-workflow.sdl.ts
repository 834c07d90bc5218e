/** What came of a check, task by task, in the shape that Rover asks for. */
export const CHECK_WORKFLOW_SDL = `
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
`;
