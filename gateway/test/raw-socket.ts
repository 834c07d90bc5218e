import { once } from 'node:events';
import { eventually } from '@cardstock/testing';
import { WebSocket } from 'ws';

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket on which a test says what it likes, in the protocol or not. */
export class RawSocket {
  readonly messages: Message[] = [];
  readonly socket: WebSocket;
  code: number | undefined;
  reason: string | undefined;

  constructor(url: string, protocols: string[] = ['graphql-transport-ws']) {
    this.socket = new WebSocket(url.replace('http', 'ws'), protocols);
    this.socket.on('message', (text) => this.messages.push(JSON.parse(String(text)) as Message));
    this.socket.on('error', () => {});
    this.socket.on('close', (code, reason) => {
      this.code = code;
      this.reason = String(reason);
    });
  }

  static async open(url: string): Promise<RawSocket> {
    const raw = new RawSocket(url);
    await once(raw.socket, 'open');
    return raw;
  }

  /** An acknowledged connection. */
  static async start(url: string, payload: Record<string, unknown> = {}): Promise<RawSocket> {
    const raw = await RawSocket.open(url);
    raw.say({ type: 'connection_init', payload });
    await raw.heard('connection_ack');
    return raw;
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.say({ id, type: 'subscribe', payload: { query, variables } });
  }

  of(id: string): Message[] {
    return this.messages.filter((message) => message.id === id);
  }

  heard(type: string, id?: string): Promise<Message> {
    return eventually(() => {
      const found = this.messages.find((message) => message.type === type && (id === undefined || message.id === id));
      if (!found) throw new Error(`no ${type} in ${JSON.stringify(this.messages)}; closed: ${this.code}`);
      return found;
    });
  }

  closed(): Promise<number> {
    return eventually(() => {
      if (this.code === undefined) throw new Error(`still open after ${JSON.stringify(this.messages).slice(0, 500)}`);
      return this.code;
    });
  }
}
