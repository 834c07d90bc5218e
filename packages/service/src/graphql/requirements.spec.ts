import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Field, FieldResolver, ObjectType, Query, Resolver } from 'type-graphql';
import { Authenticated, RequiresScopes } from './requirements.ts';
import { makeSubgraphSchema } from './schema.ts';

@RequiresScopes('user:read')
@ObjectType('Person')
class PersonType {
  @Authenticated()
  @Field(() => String)
  name!: string;
}

@Resolver(() => PersonType)
class PersonResolver {
  @Authenticated()
  @Query(() => PersonType)
  person(): PersonType {
    return { name: 'Ada' };
  }

  @RequiresScopes('order:read', 'stock:read')
  @FieldResolver(() => String)
  shelf(): string {
    return 'A1';
  }
}

describe('requirements in the schema', () => {
  it('stand on types, fields, resolved fields and operations', async () => {
    const { sdl } = await makeSubgraphSchema({ resolvers: [PersonResolver] });
    expect(sdl).toContain('type Person @requiresScopes(scopes: [["user:read"]])');
    expect(sdl).toContain('name: String! @authenticated');
    expect(sdl).toContain('shelf: String! @requiresScopes(scopes: [["order:read", "stock:read"]])');
    expect(sdl).toContain('person: Person! @authenticated');
  });
});
