import type { Document } from 'bson';
import { CommandError } from '../errors.ts';
import { refuse } from './command.ts';

/** What any command may carry. None of it changes an answer of a single server that writes before it answers. */
const EVERYWHERE = [
  '$db',
  '$clusterTime',
  '$readPreference',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
];

interface Fields {
  /** Understood, or without effect on what is answered. */
  readonly taken: readonly string[];
  /** MongoDB's, and not built here. */
  readonly refused?: readonly string[];
}

const LENIENT = ['ordered', 'bypassDocumentValidation'];
const MODIFY: Fields = {
  taken: [
    ...['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters', 'hint'],
    'bypassDocumentValidation',
  ],
  refused: ['collation', 'let'],
};

const COMMANDS: Readonly<Record<string, Fields>> = {
  find: {
    taken: [
      ...['filter', 'sort', 'projection', 'hint', 'skip', 'limit', 'batchSize', 'singleBatch'],
      ...['noCursorTimeout', 'allowDiskUse', 'allowPartialResults'],
    ],
    refused: ['collation', 'min', 'max', 'returnKey', 'showRecordId', 'tailable', 'awaitData', 'let'],
  },
  getMore: { taken: ['collection', 'batchSize'] },
  killCursors: { taken: ['cursors'] },
  count: { taken: ['query', 'limit', 'skip', 'hint', 'fields'], refused: ['collation'] },
  distinct: { taken: ['key', 'query', 'hint'], refused: ['collation'] },
  insert: { taken: ['documents', ...LENIENT] },
  update: { taken: ['updates', ...LENIENT], refused: ['let'] },
  delete: { taken: ['deletes', ...LENIENT], refused: ['let'] },
  findAndModify: MODIFY,
  findandmodify: MODIFY,
  aggregate: {
    taken: ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation', 'hint', 'let'],
    refused: ['collation', 'explain'],
  },
};

const STATEMENTS = {
  update: { taken: ['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'sort'], refused: ['collation', 'c'] },
  delete: { taken: ['q', 'limit', 'hint'], refused: ['collation'] },
} as const satisfies Record<string, Fields>;

const checkNames = (given: Document, { taken, refused = [] }: Fields, path: string): void => {
  for (const name of Object.keys(given)) {
    if (taken.includes(name)) continue;
    if (!refused.includes(name)) throw new CommandError(40415, `BSON field '${path}.${name}' is an unknown field.`);
  }
  refuse(given, ...refused);
};

const checkTime = ({ maxTimeMS }: Document): void => {
  if (maxTimeMS !== undefined && !(Number(maxTimeMS) >= 0))
    throw new CommandError(2, `maxTimeMS must not be negative, and is ${maxTimeMS}`);
};

/** Refuses what is not understood: an option that is passed over in silence is a wrong answer that nobody sees. */
export const checkFields = (name: string, body: Document): void => {
  const fields = COMMANDS[name];
  checkTime(body);
  if (fields) checkNames(body, { ...fields, taken: [name, ...EVERYWHERE, ...fields.taken] }, name);
};

/** The same for each statement of a write. */
export const checkStatement = (name: keyof typeof STATEMENTS, statement: Document): void =>
  checkNames(statement, STATEMENTS[name], `${name}.${name}s`);
