import { z } from 'zod';

export const ORDER_STATUSES = [
  'PENDING',
  'RESERVED',
  'AUTHORIZED',
  'CONFIRMED',
  'PICKING',
  'PACKED',
  'SHIPPED',
  'DELIVERED',
  'COMPLETED',
  'REJECTED',
  'CANCELLED',
  'RETURNED',
] as const;
export const orderStatus = z.enum(ORDER_STATUSES);
export type OrderStatus = z.infer<typeof orderStatus>;

export const SHIPMENT_STATUSES = [
  'AWAITING_PICK',
  'PICKING',
  'PACKED',
  'SHIPPED',
  'DELIVERED',
  'EXCEPTION',
  'CANCELLED',
] as const;
export const shipmentStatus = z.enum(SHIPMENT_STATUSES);
export type ShipmentStatus = z.infer<typeof shipmentStatus>;
