import { z } from 'zod';
import type { FormObject } from './form.ts';
import { invalidRequest } from './stripe-error.ts';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));
const MAX_AMOUNT = 99_999_999;
const MIN_AMOUNT = 50; // Stripe's floor differs by currency and is about half a dollar

/** A refusal that carries Stripe's error code in front of its message. */
const coded = (code: string, message: string) => `${code}|${message}`;

const integer = z
  .string()
  .regex(/^-?\d{1,15}$/, { error: ({ input }) => coded('parameter_invalid_integer', `Invalid integer: ${input}`) })
  .transform(Number);

export const positive = integer.refine((value) => value >= 1, {
  error: coded('parameter_invalid_integer', 'This value must be greater than or equal to 1.'),
});

export const amount = positive
  .refine((value) => value >= MIN_AMOUNT, { error: coded('amount_too_small', 'Amount must be at least 50 cents.') })
  .refine((value) => value <= MAX_AMOUNT, {
    error: coded('amount_too_large', `Amount must be no more than ${MAX_AMOUNT}.`),
  });

export const currency = z
  .string()
  .toLowerCase()
  .refine((code) => CURRENCIES.has(code), { error: ({ input }) => coded('', `Invalid currency: ${input}.`) });

export const flag = z
  .enum(['true', 'false'], { error: ({ input }) => coded('', `Invalid boolean: ${input}`) })
  .transform((value) => value === 'true');

const MAX_KEYS = 50;

const metadataEntries = z
  .record(z.string().max(40), z.string().max(500))
  .refine((entries) => Object.keys(entries).length <= MAX_KEYS, {
    error: coded('', 'Metadata can have up to 50 keys.'),
  });

/** An empty string clears all metadata. */
export const metadata = z.union([z.literal('').transform(() => ({})), metadataEntries]);

export const expand = z.array(z.string()).optional();

export const choice = <const T extends string>(...values: T[]) =>
  z.enum(values, { error: ({ input }) => coded('', `Invalid value ${input}: must be one of ${values.join(', ')}`) });

const paramName = ([first = '', ...rest]: PropertyKey[]) =>
  String(first) + rest.map((part) => `[${String(part)}]`).join('');

const isAbsent = (form: FormObject, [name = '']: PropertyKey[]) => form[String(name)] === undefined;

const refusalOf = (form: FormObject, issue: z.core.$ZodIssue) => {
  if (issue.code === 'unrecognized_keys') {
    const [param = ''] = issue.keys;
    return invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = paramName(issue.path);
  if (isAbsent(form, issue.path))
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  const [, code, message] = /^([a-z_]*)\|(.*)$/s.exec(issue.message) ?? [];
  if (message === undefined) return invalidRequest(`Invalid ${param}: ${issue.message}`, { param });
  return invalidRequest(message, { param, ...(code && { code }) });
};

/** Parses the parameters of a request, or throws the 400 that Stripe gives for the first wrong one. */
export const readParams = <S extends z.ZodType>(schema: S, form: FormObject): z.output<S> => {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue === undefined ? invalidRequest('Invalid request.') : refusalOf(form, issue);
};
