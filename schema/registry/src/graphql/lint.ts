import { badInput } from '../application/errors.ts';
import { type LintReport, lintSdl } from '../domain/lint/lint.ts';
import type { LintLevels } from '../domain/lint/rules.ts';
import type { GraphqlModule, RequestContext } from './module.ts';

const sdl = `
  extend type GraphMutation {
    "Judges an SDL by the lint rules; what is broken in baseSdl already is not told."
    lintSchema(sdl: String!, baseSdl: String): LintResult!
  }
  type LintResult { diagnostics: [LintDiagnostic!]! stats: LintStats! }
  type LintDiagnostic {
    level: LintDiagnosticLevel! message: String! coordinate: String! rule: String!
    "Never empty: Rover would fail on it."
    sourceLocations: [Location!]!
  }
  enum LintDiagnosticLevel { ERROR IGNORED WARNING }
  type LintStats { errorsCount: Int! warningsCount: Int! }
  type Location { start: Coordinate end: Coordinate subgraphName: String }
  type Coordinate { line: Int! column: Int! byteOffset: Int! }
`;

/** More than these nobody reads; the counts tell of all. */
const MAX_DIAGNOSTICS = 500;
const MAX_CHARACTERS = 4_194_304;

/** A report as the API gives it: for lintSchema, and for the lint task of a check. */
export const lintResultOf = ({ diagnostics, errorsCount, warningsCount }: LintReport, subgraphName?: string) => ({
  diagnostics: diagnostics.slice(0, MAX_DIAGNOSTICS).map(({ start, end, ...diagnostic }) => ({
    ...diagnostic,
    sourceLocations: [{ start, end, subgraphName: subgraphName ?? null }],
  })),
  stats: { errorsCount, warningsCount },
});

interface LintArguments {
  readonly sdl: string;
  readonly baseSdl?: string | null;
}

const refuseTooLong = (text: string): void => {
  if (text.length > MAX_CHARACTERS) throw badInput(`An SDL has at most ${MAX_CHARACTERS} characters.`);
};

/** `rover subgraph lint` and `rover graph lint`. */
export const lintModule = ({ levels }: { readonly levels: LintLevels }): GraphqlModule => ({
  sdl,
  resolvers: {
    GraphMutation: {
      lintSchema: async ({ id }: { id: string }, { sdl: text, baseSdl }: LintArguments, { access }: RequestContext) => {
        await access.require('check', id);
        for (const one of [text, baseSdl ?? '']) refuseTooLong(one);
        return lintResultOf(lintSdl(text, { levels, baseSdl: baseSdl ?? undefined }));
      },
    },
  },
});
