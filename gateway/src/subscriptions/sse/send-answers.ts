import type { Operations } from '../operations.ts';
import type { Deliveries } from '../sharing/delivery.ts';
import type { EventStream } from './event-stream.ts';
import type { Wording } from './wording.ts';

interface Sending {
  readonly stream: EventStream;
  readonly answers: Deliveries;
  readonly wording: Wording;
  readonly toPublic: Operations['toPublic'];
  /** Whether the client can say later where it was: for a whole stream it has one position only. */
  readonly withIds: boolean;
}

/** Sends answers at the pace of the connection. What breaks the stream is told as its last answer. */
export const sendAnswers = async ({ stream, answers, wording, toPublic, withIds }: Sending): Promise<void> => {
  const leave = (): void => void answers.return();
  if (stream.closed.aborted) leave();
  stream.closed.addEventListener('abort', leave, { once: true });
  try {
    for await (const { answer, cursor } of answers) {
      await stream.send(wording.next(answer), withIds ? cursor : undefined);
    }
  } catch (err) {
    await stream.send(wording.next(toPublic([err])));
  } finally {
    stream.closed.removeEventListener('abort', leave);
  }
};
