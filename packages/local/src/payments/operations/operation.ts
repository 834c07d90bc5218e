import type { Books } from '../books.ts';
import type { FormObject } from '../form.ts';
import type { Change } from '../objects.ts';
import type { ErrorBody } from '../stripe-error.ts';

/** One request to the API, as the operations see it. */
export interface Call {
  /** The id in the path, or '' where there is none. */
  id: string;
  form: FormObject;
  books: Books;
  now: Date;
  /** A fault of the sandbox makes every card decline. */
  mustDecline: boolean;
  /** Another fault: searches lag behind. */
  isSearchStale: boolean;
  /** Where the sandbox is asked, such as http://127.0.0.1:4242. */
  origin: string;
}

/** What to answer and what to write. A declined card is an outcome, not an exception: it changes the books, too. */
export interface Outcome {
  status: 200 | 402;
  reply: object;
  change: Change;
}

export type Operation = (call: Call) => Outcome;

export const found = (reply: object): Outcome => ({ status: 200, reply, change: {} });

export const changed = (reply: object, change: Change): Outcome => ({ status: 200, reply, change });

export const refused = (error: ErrorBody, change: Change): Outcome => ({ status: 402, reply: { error }, change });
