/** A place in a text: line and column from 1, in characters; the offset from 0, in bytes of UTF-8, as Rover cuts it. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly byteOffset: number;
}

/** Turns offsets in characters into those in bytes, by one walk over the text. */
export const byteOffsetsOf = (text: string): ((offset: number) => number) => {
  const encoder = new TextEncoder();
  if (encoder.encode(text).length === text.length) return (offset) => offset;
  const bytes = new Uint32Array(text.length + 1);
  for (let index = 0; index < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
    const after = (bytes[index] ?? 0) + encoder.encode(character).length;
    bytes.fill(after, index + 1, index + 1 + character.length);
    index += character.length;
  }
  return (offset) => bytes[Math.min(offset, text.length)] ?? 0;
};
