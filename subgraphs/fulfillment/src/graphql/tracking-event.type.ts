import { DateTime } from '@cardstock/service';
import { Field, ObjectType } from 'type-graphql';

@ObjectType('TrackingEvent', { description: 'One step on the way of a parcel.' })
export class TrackingEventType {
  @Field(() => String, { description: 'The status that the parcel reached.' })
  status!: string;

  @Field(() => String, { description: 'What happened, for people.' })
  description!: string;

  @Field(() => DateTime, { description: 'When it happened (UTC).' })
  occurredAt!: Date;
}
