import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Question } from '../../ask.ts';

const ANSWER_WITHIN_MS = 12_000;
const TRY_AGAIN_MS = 200;

/** Asks the gateway once. Throws where no whole answer comes. */
export const askOnce = async <Data>(url: string, question: Question, accessToken?: string): Promise<Answer<Data>> => {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}) },
    body: JSON.stringify(question),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  return (await reply.json()) as Answer<Data>;
};

const wholeAnswer = async <Data>(url: string, question: Question, accessToken?: string): Promise<Data> => {
  const { data, errors } = await askOnce<Data>(url, question, accessToken);
  if (errors?.[0]) throw new Error(`${errors[0].extensions?.code}: ${errors[0].message}`);
  return data;
};

/** Asks until there is a whole answer: for what may be asked as often as one likes. Throws the last error after `withinMs`. */
export const askUntilAnswered = async <Data>(
  url: string,
  question: Question,
  accessToken?: string,
  withinMs = 60_000,
): Promise<Data> => {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await wholeAnswer<Data>(url, question, accessToken);
    } catch (err) {
      if (Date.now() > until) throw err;
      await pause(TRY_AGAIN_MS);
    }
  }
};
