import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWriteSide, type WriteSide } from '../../src/import/open-write-side.ts';
import { readExportArguments, readImportArguments } from '../../src/transfer/arguments.ts';
import { exportCatalogue } from '../../src/transfer/export-catalogue.ts';
import { importProducts } from '../../src/transfer/import-products-command.ts';
import { importSettings } from '../../src/transfer/import-settings-command.ts';
import type { LineProblem } from '../../src/transfer/record.ts';
import { freshStores, type TestStores } from '../stores.ts';

type Parts = Pick<Parameters<typeof importProducts>[0], 'checkImport' | 'openStores'>;

export interface Imported {
  readonly problems: readonly LineProblem[];
  readonly printed: readonly string[];
}

/** A catalogue of its own that files go into and come out of. */
export interface FiledCatalogue {
  readonly stores: TestStores;
  readonly writeSide: WriteSide;
  /** Writes a file and imports it, with the options of the command. */
  import(name: string, content: string, ...options: string[]): Promise<Imported>;
  /** The same with another part in the place of ours, to do something at a moment of our choice. */
  importWith(parts: Partial<Parts>, name: string, content: string, ...options: string[]): Promise<Imported>;
  /** Writes a file, and imports nothing. */
  write(name: string, content: string): Promise<void>;
  export(...options: string[]): Promise<string>;
  /** How many events there are of products. */
  events(): Promise<number>;
  drop(): Promise<void>;
}

export const aFiledCatalogue = async (): Promise<FiledCatalogue> => {
  const [folder, stores] = await Promise.all([mkdtemp(join(tmpdir(), 'cardstock-transfer-')), freshStores()]);
  const writeSide = await openWriteSide(stores.mongodbUrl);
  const importFrom = async (parts: Partial<Parts>, ...options: string[]): Promise<Imported> => {
    const problems: LineProblem[] = [];
    const printed: string[] = [];
    const request = readImportArguments(options, folder);
    const tell = (problem: LineProblem): void => void problems.push(problem);
    const print = (line: string): void => void printed.push(line);
    if (request.what !== 'products') await importSettings({ request, writeSide, tell, print });
    else
      await importProducts({
        request,
        checkImport: writeSide.checkImport,
        openStores: async () => ({ ...stores, close: async () => undefined }),
        makeProgress: () => ({ report: () => undefined, stop: () => undefined }),
        tell,
        print,
        ...parts,
      });
    return { problems, printed };
  };
  const write = (name: string, content: string): Promise<void> => writeFile(join(folder, name), content);
  const importWith: FiledCatalogue['importWith'] = async (parts, name, content, ...options) => {
    await write(name, content);
    return importFrom(parts, '--source', name, '--format', name.endsWith('.csv') ? 'csv' : 'jsonl', ...options);
  };
  return {
    stores,
    writeSide,
    import: (name, content, ...options) => importWith({}, name, content, ...options),
    importWith,
    write,
    export: async (...options) => {
      const pieces: string[] = [];
      for await (const piece of exportCatalogue(writeSide, readExportArguments(options))) pieces.push(piece);
      return pieces.join('');
    },
    events: () => stores.mongo.events.countDocuments({ version: { $gt: 0 } }),
    drop: async () => {
      await Promise.all([writeSide.mongo.close(), stores.drop()]);
      await rm(folder, { recursive: true });
    },
  };
};

/** The problems in few words. */
export const inShort = ({ problems }: Imported) => problems.map(({ line, code, field }) => [line, code, field]);
