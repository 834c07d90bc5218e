import { type DocumentNode, GraphQLError, getLocation, parse, Source } from 'graphql';
import { judgeDeprecations, judgeDescriptions } from './documentation.ts';
import { elementsOf } from './elements.ts';
import { judgeAffixes, judgeCases, judgeInputs, judgeVerbs } from './naming.ts';
import { byteOffsetsOf, type Position } from './positions.ts';
import { judgeEnums, judgeUnused } from './references.ts';
import { DEFAULT_LEVELS, type LintLevels, type LintRule } from './rules.ts';
import type { Judge, Violation } from './violation.ts';

export interface Diagnostic {
  readonly rule: LintRule;
  readonly level: 'ERROR' | 'WARNING';
  readonly message: string;
  readonly coordinate: string;
  readonly start: Position;
  readonly end: Position;
}

export interface LintReport {
  /** In the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly errorsCount: number;
  readonly warningsCount: number;
}

interface LintOptions {
  readonly levels?: LintLevels;
  /** What was broken here already is no longer told. */
  readonly baseSdl?: string | undefined;
}

const JUDGES: readonly Judge[] = [
  judgeCases,
  judgeAffixes,
  judgeInputs,
  judgeVerbs,
  judgeDescriptions,
  judgeDeprecations,
  judgeUnused,
  judgeEnums,
];

const violationsIn = (document: DocumentNode): readonly Violation[] => {
  const subject = { document, elements: elementsOf(document) };
  return JUDGES.flatMap((judge) => judge(subject));
};

const reportOf = (diagnostics: readonly Diagnostic[]): LintReport => {
  const errorsCount = diagnostics.filter(({ level }) => level === 'ERROR').length;
  return { diagnostics, errorsCount, warningsCount: diagnostics.length - errorsCount };
};

/** The syntax error as a diagnostic; anything else is thrown on. */
const unreadable = (err: unknown, sdl: string): LintReport => {
  if (!(err instanceof GraphQLError)) throw err;
  const { line, column } = err.locations?.[0] ?? { line: 1, column: 1 };
  const at = { line, column, byteOffset: byteOffsetsOf(sdl)(err.positions?.[0] ?? 0) };
  return reportOf([
    { rule: 'DOES_NOT_PARSE', level: 'ERROR', message: err.message, coordinate: '', start: at, end: at },
  ]);
};

const keyOf = ({ rule, element }: Violation): string => `${rule} ${element.coordinate}`;

/** A base that cannot be read excuses nothing. */
const excusedBy = (baseSdl: string | undefined): ReadonlySet<string> => {
  if (baseSdl === undefined) return new Set();
  try {
    return new Set(violationsIn(parse(baseSdl)).map(keyOf));
  } catch (err) {
    if (!(err instanceof GraphQLError)) throw err;
    return new Set();
  }
};

const locate = (sdl: string): ((violation: Violation) => Pick<Diagnostic, 'start' | 'end'>) => {
  const [source, byteOffset] = [new Source(sdl), byteOffsetsOf(sdl)];
  const positionOf = (offset: number): Position => ({ ...getLocation(source, offset), byteOffset: byteOffset(offset) });
  return ({ element: { name } }) => ({ start: positionOf(name.loc?.start ?? 0), end: positionOf(name.loc?.end ?? 0) });
};

/** Judges one SDL by the rules. Never throws on a bad SDL: that it cannot be read is a diagnostic, too. */
export const lintSdl = (sdl: string, { levels = DEFAULT_LEVELS, baseSdl }: LintOptions = {}): LintReport => {
  try {
    const excused = excusedBy(baseSdl);
    const positionsOf = locate(sdl);
    const diagnostics = violationsIn(parse(sdl)).flatMap((violation): Diagnostic[] => {
      const { rule, element, message } = violation;
      const level = levels[rule];
      if (level === 'IGNORED' || excused.has(keyOf(violation))) return [];
      return [{ rule, level, message, coordinate: element.coordinate, ...positionsOf(violation) }];
    });
    return reportOf(diagnostics.sort((one, other) => one.start.byteOffset - other.start.byteOffset));
  } catch (err) {
    return unreadable(err, sdl);
  }
};
