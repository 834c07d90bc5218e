import type { ServiceName } from '../platform/supervisor.ts';

/** The places in a step at which a process is killed. */
export const POINTS = [
  'before the commit',
  'after the commit, before the acknowledgement',
  'before the inbox insert',
  'after the inbox insert',
  'after the outbox insert, before publish',
  'after publish, before marking',
  'after the provider accepted, before its answer is stored',
  'in the middle of compensation',
] as const;
export type Point = (typeof POINTS)[number];

/** A process is to be killed where it is at this point of this step: a message's type, a request, a call of the provider. */
export interface Fault {
  readonly point: Point;
  readonly service: ServiceName;
  readonly step: string;
}

export const PLACE_ORDER = 'placeOrder';
export const CANCEL_ORDER = 'cancelOrder';

type Steps = Readonly<Partial<Record<ServiceName, readonly string[]>>>;

const FORWARD = [
  'InventoryReserved',
  'AuthorizePayment',
  'ShipmentStatusChanged',
  'CapturePayment',
  'InventoryCommitted',
];
const BACKWARD = ['InventoryReservationFailed', 'VoidPayment', 'InventoryReleased'];

/** The messages that each service takes, forward and compensating. */
const TAKEN: Steps = {
  order: [...FORWARD, ...BACKWARD],
  inventory: ['ReserveStock', 'CommitStock', 'ReleaseStock'],
  fulfillment: ['FulfilOrder', 'CancelFulfillment'],
  notification: ['OrderStatusChanged'],
};

const SENT: Steps = {
  order: [
    ...['ReserveStock', 'AuthorizePayment', 'FulfilOrder', 'CapturePayment', 'CommitStock', 'OrderStatusChanged'],
    ...['ReleaseStock', 'VoidPayment', 'CancelFulfillment'],
  ],
  inventory: ['InventoryReserved', 'InventoryReservationFailed', 'InventoryCommitted', 'InventoryReleased'],
  fulfillment: ['ShipmentStatusChanged'],
};

const TRANSACTIONS: Steps = { ...TAKEN, order: [PLACE_ORDER, CANCEL_ORDER, ...(TAKEN.order ?? [])] };

export const COMPENSATIONS: Steps = {
  order: ['VoidPayment', 'InventoryReleased'],
  inventory: ['ReleaseStock'],
  fulfillment: ['CancelFulfillment'],
};

const STEPS_AT: Readonly<Record<Point, Steps>> = {
  'before the commit': TRANSACTIONS,
  'after the commit, before the acknowledgement': TRANSACTIONS,
  'before the inbox insert': TAKEN,
  'after the inbox insert': TAKEN,
  'after the outbox insert, before publish': SENT,
  'after publish, before marking': SENT,
  'after the provider accepted, before its answer is stored': { order: ['authorize', 'capture', 'void'] },
  'in the middle of compensation': COMPENSATIONS,
};

/** Every point at every step of the saga, forward and compensating. */
export const ALL_FAULTS: readonly Fault[] = POINTS.flatMap((point) =>
  Object.entries(STEPS_AT[point]).flatMap(([service, steps]) =>
    steps.map((step) => ({ point, service: service as ServiceName, step })),
  ),
);
