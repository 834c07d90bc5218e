/** A file of a contract: its path from the root of the repository, and its text. */
export interface ContractFile {
  readonly path: string;
  readonly text: string;
}

/** What a repository promises to its clients at one moment: the SDL of each subgraph, and documents that clients run. */
export interface Contract {
  readonly subgraphs: readonly ContractFile[];
  readonly documents: readonly ContractFile[];
  /** The text of the list of approved changes; undefined where there is no such file. */
  readonly approvals: string | undefined;
}

export const SUBGRAPHS_FOLDER = 'schema/subgraphs';
export const DOCUMENTS_FOLDER = 'schema/operations';
export const APPROVALS_FILE = 'schema/approved-changes.yaml';

/** The contract cannot be checked at all. The message is for the person who gave the command. */
export class CannotCheck extends Error {
  override readonly name = 'CannotCheck';
}

/** `auth` of `schema/subgraphs/auth.graphql`. */
export const subgraphNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1, -'.graphql'.length);

/** Sorts files into a contract; what is neither SDL nor document nor approval is left out. */
export const contractOf = (files: readonly ContractFile[]): Contract => {
  const below = (folder: string): readonly ContractFile[] =>
    files
      .filter(({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.graphql'))
      .sort((one, other) => (one.path < other.path ? -1 : 1));
  return {
    subgraphs: below(SUBGRAPHS_FOLDER),
    documents: below(DOCUMENTS_FOLDER),
    approvals: files.find(({ path }) => path === APPROVALS_FILE)?.text,
  };
};
