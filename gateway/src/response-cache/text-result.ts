import type { GraphResult } from '../execution/operation.ts';

type Data = Record<string, unknown>;

/**
 * The result of an operation without errors, as JSON text. The data is only made of it where somebody looks at it; both are
 * getters, so that a copy with other data does not keep the text.
 */
export class TextResult implements GraphResult {
  readonly #text: string;
  #data: Data | undefined;

  constructor(text: string, data?: Data) {
    this.#text = text;
    this.#data = data;
  }

  get dataText(): string {
    return this.#text;
  }

  get data(): Data {
    this.#data ??= JSON.parse(this.#text) as Data;
    return this.#data;
  }
}
