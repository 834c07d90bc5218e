import { ROLES, type Role } from '@cardstock/contracts';
import { DateTime } from '@cardstock/service';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';

const roles = Object.fromEntries(ROLES.map((name) => [name, name])) as { readonly [Name in Role]: Name };

registerEnumType(roles, {
  name: 'Role',
  description: 'What somebody is to the marketplace; it decides what they may do.',
  valuesConfig: {
    CUSTOMER: { description: 'Buys: sees and changes what is their own.' },
    SUPPORT: { description: 'Looks after customers and their orders.' },
    WAREHOUSE: { description: 'Picks, packs, ships and keeps the stock right.' },
    CATALOG_MANAGER: { description: 'Keeps products and prices.' },
    ADMIN: { description: 'May do everything.' },
  },
});

@Directive('@key(fields: "id")')
@ObjectType('User', { description: 'Somebody with an account.' })
export class UserType {
  @Field(() => ID, { description: 'Identifies the user everywhere in the graph.' })
  id!: string;

  email!: string;

  /** Set where the request itself proved to be this user's, by a password or a refresh token, and has no viewer yet. */
  isProved?: boolean;

  @Field(() => String, { description: 'The name that others see.' })
  displayName!: string;

  @Field(() => [roles], { description: 'What the user is to the marketplace.' })
  roles!: readonly Role[];

  @Field(() => DateTime, { description: 'When the account was opened.' })
  createdAt!: Date;
}
