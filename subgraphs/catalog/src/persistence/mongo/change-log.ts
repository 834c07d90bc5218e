import type { ChangesPart, FoundChanges, MadeChange } from '../../application/whole-document.ts';
import type { ChangeDocument, SettingDocument } from './documents.ts';
import { duplicatesIn } from './duplicate-key.ts';
import type { Mongo } from './mongo.ts';

type Kept = Omit<ChangeDocument, 'document'>;

/** Puts changes into the log, where they may be already. */
export const keepChanges = async ({ changes }: Mongo, document: string, made: readonly Kept[]): Promise<void> => {
  if (made.length === 0) return;
  try {
    await changes.insertMany(
      made.map((change) => ({ document, ...change })),
      { ordered: false },
    );
  } catch (err) {
    duplicatesIn(err); // kept by somebody else, or by one who died before the replacement
  }
};

const isOf = ({ subject, afterVersion }: ChangesPart, { subjects, version }: Kept): boolean =>
  version > afterVersion && (subject === undefined || subjects.includes(subject));

const toMade = <Change>({ version, actor, at, change }: Kept): MadeChange<Change> => ({
  version,
  actor,
  at,
  change: change as Change,
});

const lastOf = async ({ settings }: Mongo, _id: string): Promise<Pick<SettingDocument, 'version' | 'changes'>> =>
  (await settings.findOne({ _id }, { projection: { version: 1, changes: 1 } })) ?? { version: 0 };

/** The document is read first: what is not in it by then, and was made before, is in the log. */
export const isDone = async (mongo: Mongo, document: string, commandId: string): Promise<boolean> => {
  const { changes: recent = [] } = await lastOf(mongo, document);
  if (recent.some((change) => change.commandId === commandId)) return true;
  return (await mongo.changes.countDocuments({ document, commandId }, { limit: 1 })) > 0;
};

/**
 * Reads what was changed. The changes that made the document's last version are in the document itself, written with
 * it, as one; those before are in the log, because whoever replaces a version keeps its changes first. So the document
 * is read first: all that came before what it holds is in the log by then.
 */
export const readChanges = async <Change>(
  mongo: Mongo,
  document: string,
  part: ChangesPart,
): Promise<FoundChanges<Change>> => {
  const { version: last, changes: recent = [] } = await lastOf(mongo, document);
  const { subject, afterVersion, limit } = part;
  const all = { document, ...(subject === undefined ? {} : { subjects: subject }) };
  const until = last - recent.length;
  const [kept, count] = await Promise.all([
    mongo.changes
      .find({ ...all, version: { $gt: afterVersion, $lte: until } }, { limit })
      .sort({ version: 1 })
      .toArray(),
    mongo.changes.countDocuments({ ...all, version: { $lte: until } }),
  ]);
  const found = [...kept, ...recent.filter((change) => isOf(part, change))].slice(0, limit);
  const recentCount = recent.filter((change) => isOf({ ...part, afterVersion: 0 }, change)).length;
  return { changes: found.map((change) => toMade<Change>(change)), total: count + recentCount };
};
