import { eventually } from '@cardstock/testing';
import type { FormattedExecutionResult } from 'graphql';

export interface ReceivedEvent {
  readonly id?: string;
  readonly event?: string;
  readonly data: unknown;
}

const parseEvent = (block: string): ReceivedEvent | undefined => {
  const lines = block.split('\n').filter((line) => line && !line.startsWith(':'));
  if (lines.length === 0) return undefined;
  const fields = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { ...fields, data: fields['data'] ? JSON.parse(fields['data']) : null };
};

/** What one HTTP answer of server-sent events brings, as it comes; read by hand, to see what is on the wire. */
export class StreamReader {
  readonly events: ReceivedEvent[] = [];
  readonly response: Response;
  isOver = false;
  comments = 0;
  readonly #abort: AbortController;

  constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    void this.#read().finally(() => {
      this.isOver = true;
    });
  }

  get results(): FormattedExecutionResult[] {
    return this.events.filter(({ event }) => event === 'next').map(({ data }) => data as FormattedExecutionResult);
  }

  received(count: number): Promise<ReceivedEvent[]> {
    return eventually(() => {
      if (this.events.length < count) throw new Error(`received ${JSON.stringify(this.events)} of ${count}`);
      return this.events;
    });
  }

  over(): Promise<void> {
    return eventually(() => {
      if (!this.isOver) throw new Error(`still open after ${JSON.stringify(this.events)}`);
    });
  }

  stop(): void {
    this.#abort.abort();
  }

  async #read(): Promise<void> {
    let rest = '';
    const text = this.response.body?.pipeThrough(new TextDecoderStream());
    try {
      for await (const chunk of text ?? []) {
        const blocks = (rest + chunk).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } catch {
      // Cut off, which `isOver` says.
    }
  }

  #take(block: string): void {
    const event = parseEvent(block);
    if (event) this.events.push(event);
    else this.comments += 1;
  }
}

/** Asks for an event stream as a bare HTTP client does. */
export const openStream = async (url: string | URL, init: RequestInit = {}): Promise<StreamReader> => {
  const abort = new AbortController();
  const headers = { accept: 'text/event-stream', ...(init.headers as Record<string, string>) };
  return new StreamReader(await fetch(url, { ...init, headers, signal: abort.signal }), abort);
};

/** The same for an operation in the body. */
export const postStream = (
  url: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<StreamReader> =>
  openStream(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
