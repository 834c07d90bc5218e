import { randomUUID } from 'node:crypto';
import type { Viewer } from '@cardstock/service/core';
import type { Release } from '../connection-limits.ts';
import type { Deliveries } from '../sharing/delivery.ts';
import type { EventStream } from './event-stream.ts';

/** How soon a reserved stream must be opened. */
const OPENED_WITHIN_MS = 30_000;

/** Who somebody is, whatever token says so. */
const nameOf = (viewer: Viewer): string => {
  if (viewer.kind === 'user') return `user ${viewer.id}`;
  return viewer.kind === 'service' ? `service ${viewer.name}` : 'anonymous';
};

/** One operation on a stream with others; without answers while it is being started. */
export interface RunningOperation {
  answers?: Deliveries;
}

/** An event stream that one client is going to open, or has, and the operations that answer on it. */
export class Reservation {
  readonly token = randomUUID();
  readonly operations = new Map<string, RunningOperation>();
  readonly #owner: string;
  readonly #opened = Promise.withResolvers<EventStream>();
  readonly #overdue: NodeJS.Timeout;
  readonly #onOver: () => void;
  #isOpen = false;
  #isOver = false;

  constructor(viewer: Viewer, onOver: (reservation: Reservation) => void) {
    this.#owner = nameOf(viewer);
    this.#onOver = () => onOver(this);
    this.#overdue = setTimeout(() => this.release(), OPENED_WITHIN_MS).unref();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Resolves when the client has opened it. */
  get stream(): Promise<EventStream> {
    return this.#opened.promise;
  }

  belongsTo(viewer: Viewer): boolean {
    return this.#owner === nameOf(viewer);
  }

  open(stream: EventStream): void {
    this.#isOpen = true;
    clearTimeout(this.#overdue);
    stream.closed.addEventListener('abort', () => this.release(), { once: true });
    this.#opened.resolve(stream);
  }

  /** Ends its operations, and makes its token worthless. */
  release(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#overdue);
    for (const { answers } of this.operations.values()) void answers?.return();
    this.operations.clear();
    this.#onOver();
  }
}

/** What has been reserved, by token. How many there may be is a matter of the connections that they take the place of. */
export class Reservations {
  readonly #byToken = new Map<string, Reservation>();

  make(viewer: Viewer, releasePlace: Release): Reservation {
    const reservation = new Reservation(viewer, ({ token }) => {
      this.#byToken.delete(token);
      releasePlace();
    });
    this.#byToken.set(reservation.token, reservation);
    return reservation;
  }

  /** The viewer's own only: a token that got into other hands opens nothing. */
  find(token: string, viewer: Viewer): Reservation | undefined {
    const found = this.#byToken.get(token);
    return found?.belongsTo(viewer) ? found : undefined;
  }

  close(): void {
    for (const reservation of this.#byToken.values()) reservation.release();
  }
}
