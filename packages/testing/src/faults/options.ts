import { parseArgs } from 'node:util';

export interface Options {
  readonly orders: number;
  readonly seed: number;
  readonly isShort: boolean;
  readonly mutate: boolean;
}

const whole = (name: string, text: string | undefined, fallback: number): number => {
  const value = Number(text ?? fallback);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} must be a whole number from 1 up, not "${text}"`);
  return value;
};

/** Reads --orders, --seed, --short and --mutate. Throws where they make no sense. */
export const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string' },
      seed: { type: 'string' },
      short: { type: 'boolean', default: false },
      mutate: { type: 'boolean', default: false },
    },
  });
  return {
    orders: whole('orders', values.orders, 300),
    seed: whole('seed', values.seed, 1),
    isShort: values.short,
    mutate: values.mutate,
  };
};
