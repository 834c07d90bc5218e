import type { Address, ShipmentStatus } from '@cardstock/contracts';

export interface ShipmentLine {
  readonly sku: string;
  readonly quantity: number;
  readonly warehouseId: string;
}

/** What the order wants sent, and where to. */
export interface Consignment {
  readonly number: string;
  readonly customerId: string;
  readonly address: Address;
  readonly lines: readonly ShipmentLine[];
}

/** What a carrier gave a parcel. */
export interface Label {
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** The parcel of an order. Without consignment it is the trace of an order that was cancelled before we heard of it. */
export interface Shipment {
  readonly id: string;
  readonly orderId: string;
  readonly status: ShipmentStatus;
  readonly label: Label | null;
  readonly consignment: Consignment | null;
  /** Counts the changes of status. */
  readonly version: number;
}

interface AdvanceShipment {
  readonly type: 'AdvanceShipment';
  readonly to: ShipmentStatus;
  readonly label: Label;
}
interface CancelFulfillment {
  readonly type: 'CancelFulfillment';
}
export type ShipmentCommand = AdvanceShipment | CancelFulfillment;

export type Decision =
  | { readonly ok: true; readonly shipment: Shipment }
  | {
      readonly ok: false;
      readonly refusal: { readonly code: 'SHIPMENT_STATE_ILLEGAL'; readonly status: ShipmentStatus };
    };

/** The way of a parcel: where staff may move it from each status. Only its order cancels a shipment. */
const NEXT: Readonly<Record<ShipmentStatus, readonly ShipmentStatus[]>> = {
  AWAITING_PICK: ['PICKING', 'EXCEPTION'],
  PICKING: ['PACKED', 'EXCEPTION'],
  PACKED: ['SHIPPED', 'EXCEPTION'],
  SHIPPED: ['DELIVERED', 'EXCEPTION'],
  EXCEPTION: [],
  DELIVERED: [],
  CANCELLED: [],
};

const hasLeft = ({ label }: Shipment): boolean => label !== null;

/** Out of an exception: pick it again while it is in the house; afterwards only its delivery is good news. */
const nextOf = (shipment: Shipment): readonly ShipmentStatus[] => {
  if (shipment.status !== 'EXCEPTION') return NEXT[shipment.status];
  return hasLeft(shipment) ? ['DELIVERED'] : ['PICKING'];
};

const moved = (shipment: Shipment, change: Partial<Shipment>): Decision => ({
  ok: true,
  shipment: { ...shipment, ...change, version: shipment.version + 1 },
});

const advance = ({ to, label }: AdvanceShipment, shipment: Shipment): Decision => {
  // Whoever asks again has what was asked for.
  if (to === shipment.status) return { ok: true, shipment };
  if (!nextOf(shipment).includes(to))
    return { ok: false, refusal: { code: 'SHIPMENT_STATE_ILLEGAL', status: shipment.status } };
  return moved(shipment, to === 'SHIPPED' ? { status: to, label } : { status: to });
};

/** A parcel that has left, or has been stopped already, stays as it is: its status is the answer. */
const cancel = (shipment: Shipment): Decision =>
  hasLeft(shipment) || shipment.status === 'CANCELLED'
    ? { ok: true, shipment }
    : moved(shipment, { status: 'CANCELLED' });

export interface ShipmentOf {
  readonly id: string;
  readonly orderId: string;
}

/** The shipment of an order that wants one. */
export const open = ({ id, orderId }: ShipmentOf, consignment: Consignment): Shipment => ({
  id,
  orderId,
  status: 'AWAITING_PICK',
  label: null,
  consignment,
  version: 1,
});

/** The trace of an order that was cancelled before it wanted a shipment: its late request finds it, and nothing is sent. */
export const openCancelled = ({ id, orderId }: ShipmentOf): Shipment => ({
  id,
  orderId,
  status: 'CANCELLED',
  label: null,
  consignment: null,
  version: 1,
});

/** Decides a command about a shipment. The same shipment comes back where there is nothing to do. */
export const decide = (command: ShipmentCommand, shipment: Shipment): Decision => {
  switch (command.type) {
    case 'AdvanceShipment':
      return advance(command, shipment);
    case 'CancelFulfillment':
      return cancel(shipment);
  }
};

/** The status that a parcel without trouble has next, if any. */
export const usualNext = ({ status }: Shipment): ShipmentStatus | undefined =>
  NEXT[status].find((next) => next !== 'EXCEPTION');
