import { buildSchema, type GraphQLSchema } from 'graphql';
import { type BuildError, type BuildHint, type Composition, compose } from '../domain/composition.ts';
import { type ReviewedChange, reviewChanges } from './api-changes.ts';
import { newApprovals, readApprovals } from './approvals.ts';
import { type Contract, type ContractFile, subgraphNameOf } from './contract.ts';
import { type BrokenDocument, brokenDocuments } from './documents.ts';
import { type FileDiagnostic, lintContract } from './lint-contract.ts';

/** What a change does to the contract with clients. */
export interface ContractReport {
  readonly passed: boolean;
  readonly composition: {
    readonly subgraphs: number;
    readonly errors: readonly BuildError[];
    /** Hints that the base does not give. */
    readonly newHints: readonly BuildHint[];
  };
  /** What breaks first; empty where either side does not compose. */
  readonly changes: readonly ReviewedChange[];
  readonly documents: { readonly checked: number; readonly broken: readonly BrokenDocument[] };
  readonly lint: readonly FileDiagnostic[];
  /** What the reader should know besides; none of it fails the check. */
  readonly notes: readonly string[];
}

/** The address is no part of the contract; composition wants one. */
const composed = (files: readonly ContractFile[]): Composition =>
  compose(files.map(({ path, text }) => ({ name: subgraphNameOf(path), url: 'http://subgraph.invalid', sdl: text })));

const apiOf = (composition: Composition): GraphQLSchema | undefined =>
  composition.ok ? buildSchema(composition.apiSdl) : undefined;

const newHints = (base: Composition, head: Composition): readonly BuildHint[] => {
  if (!head.ok) return [];
  const known = new Set(base.ok ? base.hints.map(({ message }) => message) : []);
  return head.hints.filter(({ message }) => !known.has(message));
};

const aboutBase = (files: readonly ContractFile[], base: Composition): readonly string[] => {
  if (files.length === 0) return ['The base has no subgraphs: there is nothing to compare with.'];
  return base.ok ? [] : ['The base does not compose: nothing was compared with it.'];
};

/** Reads both sides and judges the difference. Throws CannotCheck where a list of approvals cannot be read. */
export const checkContract = (base: Contract, head: Contract): ContractReport => {
  const approvals = newApprovals(readApprovals(base.approvals), readApprovals(head.approvals));
  const [was, is] = [composed(base.subgraphs), composed(head.subgraphs)];
  const [before, after] = [apiOf(was), apiOf(is)];
  const changes = before && after ? reviewChanges({ before, after, documents: base.documents, approvals }) : [];
  const broken = after ? brokenDocuments(after, head.documents) : [];
  const lint = lintContract(base.subgraphs, head.subgraphs);
  const unused = after ? approvals.unused(changes) : [];
  return {
    passed:
      is.ok &&
      broken.length === 0 &&
      changes.every(({ severity, approval }) => severity !== 'BREAKING' || approval !== undefined) &&
      lint.every(({ level }) => level !== 'ERROR'),
    composition: { subgraphs: head.subgraphs.length, errors: is.ok ? [] : is.errors, newHints: newHints(was, is) },
    changes,
    documents: { checked: after ? head.documents.length : 0, broken },
    lint,
    notes: [
      ...aboutBase(base.subgraphs, was),
      ...unused.map(({ code, coordinate }) => `The approval of ${code} ${coordinate} is not needed: remove it.`),
    ],
  };
};
