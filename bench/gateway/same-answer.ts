const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** The answer with its fields in one order, and without what a gateway says about itself, so that gateways can be compared. */
const canonical = (text: string): string => JSON.stringify((JSON.parse(text) as { data: unknown }).data, sorted);

/** Throws where a gateway answers a load otherwise than the one before it. */
export const makeCheckAnswer = () => {
  const answers = new Map<string, string>();
  return (load: string, text: string, gateway: string): void => {
    const known = answers.get(load) ?? canonical(text);
    answers.set(load, known);
    if (canonical(text) !== known) throw new Error(`"${gateway}" answers "${load}" otherwise: ${text.slice(0, 500)}`);
  };
};
