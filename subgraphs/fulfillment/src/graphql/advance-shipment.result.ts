import type { ShipmentStatus } from '@cardstock/contracts';
import { DomainErrorType } from '@cardstock/service';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import type { Decision } from '../domain/shipment.ts';
import { ShipmentType } from './shipment.type.ts';
import { ShipmentStatusEnum } from './shipment-status.enum.ts';

@ObjectType('AdvanceShipmentSuccess', { description: 'The parcel has the status that was asked for.' })
export class AdvanceShipmentSuccessType {
  @Field(() => ShipmentType, { description: 'The parcel as it is now.' })
  shipment!: ShipmentType;
}

@ObjectType('IllegalShipmentState', {
  implements: DomainErrorType,
  description:
    'A parcel in this status cannot take that step; nothing was changed. Only cancelling its order cancels a parcel.',
})
export class IllegalShipmentStateType extends DomainErrorType {
  @Field(() => ShipmentStatusEnum, { description: 'The status that the parcel has.' })
  status!: ShipmentStatus;
}

export const AdvanceShipmentResult = createUnionType({
  name: 'AdvanceShipmentResult',
  description: 'What became of a step of a parcel.',
  types: () => [AdvanceShipmentSuccessType, IllegalShipmentStateType] as const,
});

export const toAdvanceShipmentResult = (decision: Decision): typeof AdvanceShipmentResult => {
  if (!decision.ok) {
    const message = `A shipment that is ${decision.refusal.status} cannot take this step.`;
    return Object.assign(new IllegalShipmentStateType(), { message, ...decision.refusal });
  }
  const { id, orderId, status, label } = decision.shipment;
  const shipment = {
    id,
    orderId,
    status,
    carrier: label?.carrier ?? null,
    trackingNumber: label?.trackingNumber ?? null,
  };
  return Object.assign(new AdvanceShipmentSuccessType(), { shipment });
};
