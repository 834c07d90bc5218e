import type { Dispatcher } from 'undici';

export interface TextPost {
  /** Path and query of the URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Gives the request up; its reason is what is thrown. */
  readonly signal: AbortSignal;
}

export interface TextAnswer {
  readonly status: number;
  readonly text: string;
  /** The header of this name. */
  readonly cacheControl: string | undefined;
}

/** Gathers an answer, without the streams and the second round of events that `request` makes of it. */
class TextHandler implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal;
  readonly #settle: PromiseWithResolvers<TextAnswer>;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #cacheControl: string | undefined;

  constructor(signal: AbortSignal, settle: PromiseWithResolvers<TextAnswer>) {
    this.#signal = signal;
    this.#settle = settle;
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal.aborted) this.#abort();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#status = status;
    this.#cacheControl = headers['cache-control']?.toString();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#signal.removeEventListener('abort', this.#abort);
    const [first] = this.#chunks;
    const all = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks);
    this.#settle.resolve({ status: this.#status, text: all.toString('utf8'), cacheControl: this.#cacheControl });
  }

  onResponseError(_controller: Dispatcher.DispatchController, err: Error): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#settle.reject(this.#signal.aborted ? this.#signal.reason : err);
  }

  readonly #abort = (): void => {
    this.#controller?.abort(this.#signal.reason);
    this.#settle.reject(this.#signal.reason);
  };
}

/** Posts JSON text and reads the answer whole. Throws what undici throws, or the reason of the signal. */
export const postText = async (
  dispatcher: Dispatcher,
  { path, headers, body, signal }: TextPost,
): Promise<TextAnswer> => {
  signal.throwIfAborted();
  const settle = Promise.withResolvers<TextAnswer>();
  const json = { ...headers, 'content-type': 'application/json', accept: 'application/json' };
  dispatcher.dispatch({ method: 'POST', path, headers: json, body }, new TextHandler(signal, settle));
  return settle.promise;
};
