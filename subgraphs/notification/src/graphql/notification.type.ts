import { connectionOf, DateTime } from '@cardstock/service';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { CHANNELS, type Channel, DELIVERY_STATUSES, type DeliveryStatus } from '../domain/notification.ts';

const enumOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [Key in Name]: Key };

const channels = enumOf(CHANNELS);
const statuses = enumOf(DELIVERY_STATUSES);

registerEnumType(channels, {
  name: 'NotificationChannel',
  description: 'The way a notification takes.',
  valuesConfig: {
    EMAIL: { description: "To the user's mailbox." },
    IN_APP: { description: "To the user's inbox in the app, live." },
    SMS: { description: 'To a telephone, as a text message.' },
    PUSH: { description: 'To a browser or device.' },
  },
});

registerEnumType(statuses, {
  name: 'DeliveryStatus',
  description: 'How far a notification got.',
  valuesConfig: {
    QUEUED: { description: 'Waits to be sent, for the first time or again.' },
    SENT: { description: 'Handed to the next system on its way, such as a mail server.' },
    DELIVERED: { description: 'Known to have reached the user.' },
    FAILED: { description: 'Given up after several attempts.' },
    BOUNCED: { description: 'Sent back: there is nobody at this address.' },
  },
});

@ObjectType('Notification', { description: 'One message to one user over one channel.' })
export class NotificationType {
  @Field(() => ID, { description: 'Identifies the notification; later ones have greater ids.' })
  id!: string;

  @Field(() => String, { description: 'What happened, for programs: ORDER_CONFIRMED, ORDER_SHIPPED and so on.' })
  event!: string;

  @Field(() => channels, { description: 'The way it takes.' })
  channel!: Channel;

  @Field(() => String, { description: 'What it is about, on one line of plain text.' })
  subject!: string;

  @Field(() => String, { description: 'The whole message, as plain text.' })
  body!: string;

  @Field(() => statuses, { description: 'How far it got.' })
  status!: DeliveryStatus;

  @Field(() => DateTime, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When its user marked it as read, if they did.' })
  readAt!: Date | null;
}

export const NotificationConnection = connectionOf('Notification', () => NotificationType);
