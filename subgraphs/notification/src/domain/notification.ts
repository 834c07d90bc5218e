export const CHANNELS = ['EMAIL', 'IN_APP', 'SMS', 'PUSH'] as const;
export type Channel = (typeof CHANNELS)[number];

export const DELIVERY_STATUSES = ['QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'BOUNCED'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Where somebody can be reached: this subgraph's own copy of what auth knows. */
export interface Contact {
  readonly userId: string;
  readonly email: string;
  readonly displayName: string;
}

/** What somebody is told. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}

/** One message to one user over one channel. */
export interface Notification extends Message {
  readonly id: string;
  readonly userId: string;
  /** Counts the notifications of a user: assigned under a lock, so no lower one appears after a higher one was seen. */
  readonly position: number;
  readonly orderId: string | null;
  readonly event: string;
  readonly channel: Channel;
  readonly status: DeliveryStatus;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}
