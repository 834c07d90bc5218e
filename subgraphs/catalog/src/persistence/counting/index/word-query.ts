/** Which words a product must have, as PostgreSQL understood what somebody typed. */
export type WordQuery =
  | { readonly type: 'Word'; readonly word: string; readonly isBeginning: boolean }
  | { readonly type: 'Not'; readonly query: WordQuery }
  | { readonly type: 'And' | 'Or'; readonly queries: readonly WordQuery[] };

type Sign = '&' | '|' | '!' | '(' | ')';
type Token = Sign | Extract<WordQuery, { type: 'Word' }>;

const TOKEN = /\s*(?:'(?<word>(?:[^']|'')*)'(?<beginning>:\*)?(?!:)|(?<sign>[&|!()]))/uy;

/** Undefined where there are others: words in an order (`<->`), or in some part of a product only (`:A`). */
const tokensOf = (text: string): Token[] | undefined => {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) return undefined;
    const { word = '', beginning, sign } = groups;
    if (sign) tokens.push(sign as Sign);
    else tokens.push({ type: 'Word', word: unquoted(word), isBeginning: beginning !== undefined });
  }
  return tokens;
};

const unquoted = (word: string): string => word.replaceAll("''", "'").replaceAll('\\\\', '\\');

/** Reads the first tokens, as many as belong together: `!` binds most and `|` least. */
const read = (tokens: Token[]): WordQuery => {
  const takes = (sign: Sign): boolean => tokens[0] === sign && tokens.shift() !== undefined;
  const one = (): WordQuery => {
    if (takes('!')) return { type: 'Not', query: one() };
    const token = tokens.shift();
    if (typeof token === 'object') return token;
    const inner = any();
    tokens.shift(); // the closing bracket
    return inner;
  };
  const list = (type: 'And' | 'Or', sign: Sign, next: () => WordQuery): WordQuery => {
    const first = next();
    const queries = [first];
    while (takes(sign)) queries.push(next());
    return queries.length === 1 ? first : { type, queries };
  };
  const any = (): WordQuery => list('Or', '|', () => list('And', '&', one));
  return any();
};

/** Reads the text that PostgreSQL gives of a tsquery; undefined where an index of words alone cannot answer it. */
export const readWordQuery = (text: string): WordQuery | undefined => {
  const tokens = tokensOf(text);
  return tokens && tokens.length > 0 ? read(tokens) : undefined;
};
