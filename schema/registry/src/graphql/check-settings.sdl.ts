/** What the checks of a graph go by, which the registry's pages show and change. */
export const CHECK_SETTINGS_SDL = `
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
