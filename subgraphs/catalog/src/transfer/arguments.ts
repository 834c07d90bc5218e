import { parseArgs } from 'node:util';

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const FORMAT = 'jsonl';

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        source: { type: 'string' },
        file: { type: 'string' },
        format: { type: 'string', default: FORMAT },
        'dry-run': { type: 'boolean', default: false },
      },
    }).values;
  } catch (err) {
    throw new UsageError(err instanceof Error ? err.message : String(err));
  }
};

/** What the commands of import and export are told. Throws UsageError. */
export const readArguments = (args: readonly string[]) => {
  const { source, file, format, 'dry-run': isDryRun } = parsed(args);
  if (format !== FORMAT) throw new UsageError(`there is no format ${format}; formats are: ${FORMAT}`);
  return { source, file, isDryRun };
};
