/** Data that is there as JSON text. Whoever makes a text of it need not parse it; to whoever does not know, it is the data. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
