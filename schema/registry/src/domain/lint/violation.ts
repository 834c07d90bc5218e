import type { DocumentNode } from 'graphql';
import type { Element } from './elements.ts';
import type { LintRule } from './rules.ts';

/** A rule that an element breaks. */
export interface Violation {
  readonly rule: LintRule;
  readonly element: Element;
  readonly message: string;
}

/** A schema that is judged: its elements, and the document for what they hang together by. */
export interface Subject {
  readonly document: DocumentNode;
  readonly elements: readonly Element[];
}

/** What it finds, in any order. */
export type Judge = (subject: Subject) => readonly Violation[];
