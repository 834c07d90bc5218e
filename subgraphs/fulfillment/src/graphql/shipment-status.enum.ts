import { shipmentStatus } from '@cardstock/contracts';
import { registerEnumType } from 'type-graphql';

export const ShipmentStatusEnum = shipmentStatus.enum;

registerEnumType(ShipmentStatusEnum, {
  name: 'ShipmentStatus',
  description: 'Where a parcel is on its way.',
  valuesConfig: {
    AWAITING_PICK: { description: 'The warehouse has received the order.' },
    PICKING: { description: 'Its pieces are being collected.' },
    PACKED: { description: 'The parcel is closed and waits for the carrier.' },
    SHIPPED: { description: 'The carrier has it.' },
    DELIVERED: { description: 'The customer has it.' },
    EXCEPTION: { description: 'Something needs a person before it can go on.' },
    CANCELLED: { description: 'It was stopped before it left.' },
  },
});
