import { makePgSplitter, makeStatementReader } from './faults/wire/postgres-wire.ts';
import { type Follow, startTcpProxy } from './faults/wire/tcp-proxy.ts';

/** A wire to a store that remembers what was asked on it. */
export interface Tap {
  /** The store's address by way of this wire. */
  readonly url: string;
  /** What was asked while this was done: of PostgreSQL the SQL, of MongoDB the commands, see `tapMongo`. */
  during(work: () => Promise<unknown>): Promise<string[]>;
  stop(): Promise<void>;
}

type Listen = (note: (asked: string) => void) => Follow;

const startTap = async (storeUrl: string, listen: Listen): Promise<Tap> => {
  const asked: string[] = [];
  const url = new URL(storeUrl);
  const wire = await startTcpProxy(
    Number(url.port),
    listen((one) => void asked.push(one)),
  );
  url.host = `127.0.0.1:${wire.port}`;
  return {
    url: url.href,
    during: async (work) => {
      const start = asked.length;
      await work();
      return asked.slice(start);
    },
    stop: wire.stop,
  };
};

/** A tap on PostgreSQL. */
export const tapPostgres = (url: string): Promise<Tap> =>
  startTap(url, (note) => ({ toServer }) => {
    const [split, read] = [makePgSplitter(), makeStatementReader()];
    return (chunk) => {
      for (const message of split(chunk)) {
        const statement = read(message);
        if (statement) note(statement.sql);
      }
      toServer(chunk);
    };
  });

const OP_MSG = 2_013;
/** Behind the header: flags, the kind of the section, the length of the document, the type of its first element. */
const COMMAND_AT = 16 + 4 + 1 + 4 + 1;

const commandIn = (message: Buffer): string | undefined =>
  message.readInt32LE(12) === OP_MSG ? message.toString('latin1', COMMAND_AT) : undefined;

/** A tap on MongoDB. It notes the documents of commands as they travel (BSON), in which names and texts can be read. */
export const tapMongo = (url: string): Promise<Tap> =>
  startTap(url, (note) => ({ toServer }) => {
    let rest: Buffer = Buffer.alloc(0);
    return (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
        const command = commandIn(rest.subarray(0, rest.readInt32LE(0)));
        if (command !== undefined) note(command);
        rest = rest.subarray(rest.readInt32LE(0));
      }
      toServer(chunk);
    };
  });
