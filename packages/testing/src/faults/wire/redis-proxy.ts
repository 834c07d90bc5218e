import type { Desk } from '../points/desk.ts';
import { envelopeIn } from './envelopes.ts';
import { makeRedisSplitter, type RedisCommand } from './redis-wire.ts';
import { type Follow, startTcpProxy, type Wire } from './tcp-proxy.ts';

interface RedisProxyOptions {
  readonly serverPort: number;
  readonly desk: Desk;
  /** Told which types were given to Redis. */
  readonly onPublish: (types: readonly string[]) => void;
}

/** The types of the messages that a command gives to a queue: BullMQ passes a job's data, our envelope, as one word of its script. */
export const publishedBy = ({ words }: RedisCommand): string[] => {
  const name = words[0]?.toString('latin1').toLowerCase() ?? '';
  return name.startsWith('eval') ? words.slice(3).flatMap((word) => envelopeIn(word)?.type ?? []) : [];
};

const followOne =
  ({ desk, onPublish }: RedisProxyOptions): Follow =>
  ({ toServer }) => {
    const split = makeRedisSplitter();
    let isOver = false;
    return (chunk) => {
      const commands = split(chunk);
      const types = commands.flatMap(publishedBy);
      if (isOver) return;
      if (types.length > 0 && desk.take('after the outbox insert, before publish', types)) {
        isOver = true;
        desk.strike();
        return;
      }
      if (types.length > 0) onPublish(types);
      if (commands.length > 0) toServer(Buffer.concat(commands.map(({ bytes }) => bytes)));
    };
  };

/** A wire to Redis on which a process is killed where its relay is about to publish what is armed. */
export const startRedisProxy = (options: RedisProxyOptions): Promise<Wire> =>
  startTcpProxy(options.serverPort, followOne(options));
