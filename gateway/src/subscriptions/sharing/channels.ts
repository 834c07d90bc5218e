import { createHash } from 'node:crypto';
import type { Graph } from '../../graph/graph.ts';
import { Channel, type ChannelOptions } from './channel.ts';
import type { Deliveries } from './delivery.ts';
import type { MemberOptions } from './member.ts';

/** What makes two subscriptions the same: one answer serves both. */
interface Identity {
  readonly graph: Graph;
  /** Everything that decides about the answers: who asks for what, from where on. */
  readonly asked: readonly unknown[];
}

/** The channels that can still be joined, and those that run. */
export class Channels {
  readonly #joinable = new WeakMap<Graph, Map<string, Channel>>();
  readonly #running = new Set<Channel>();

  /** The number of streams that are open at subgraphs. */
  get size(): number {
    return this.#running.size;
  }

  /** Joins a channel that began just so, or opens one. */
  join(identity: Identity, member: MemberOptions, open: () => ChannelOptions): Deliveries {
    const joinable = this.#joinable.get(identity.graph) ?? new Map<string, Channel>();
    this.#joinable.set(identity.graph, joinable);
    const key = createHash('sha256').update(JSON.stringify(identity.asked)).digest('base64');
    const joined = joinable.get(key)?.join(member);
    if (joined) return joined;
    const channel: Channel = new Channel(open(), () => {
      if (joinable.get(key) === channel) joinable.delete(key);
    });
    joinable.set(key, channel);
    const first = channel.join(member);
    if (!first) throw new Error('a new channel let nobody join');
    this.#running.add(channel);
    void channel.run().finally(() => this.#running.delete(channel));
    return first;
  }
}
