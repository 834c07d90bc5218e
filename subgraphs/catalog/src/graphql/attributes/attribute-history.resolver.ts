import { type Connection, Paged, RequiresScopes } from '@cardstock/service';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { ReadChanges } from '../../application/read-changes.ts';
import type { MadeChange } from '../../application/whole-document.ts';
import type { DefinitionChange } from '../../domain/attributes/definition-change.ts';
import { mapConnection } from '../connection.ts';
import type { CatalogContext } from '../context.ts';
import { After, First } from '../page-arguments.ts';
import {
  AttributeDefinitionChangeConnectionType,
  type AttributeDefinitionChangeType,
} from './attribute-history.type.ts';

const toChange = ({ version, change, actor, at }: MadeChange<DefinitionChange>) => {
  const { type: kind, ...rest } = change;
  return { ...rest, version, kind, actor, occurredAt: at } as AttributeDefinitionChangeType;
};

@Resolver()
export class AttributeHistoryResolver {
  constructor(private readonly readChanges: ReadChanges<DefinitionChange>) {}

  @Paged()
  @RequiresScopes('catalog:write')
  @Query(() => AttributeDefinitionChangeConnectionType, {
    description:
      'Who changed the definitions of attributes, and how, oldest first; also of those that are gone. For staff (scope catalog:write).',
  })
  async attributeDefinitionChanges(
    @Arg('name', () => String, { nullable: true, description: 'Only changes of the attribute of this name.' }) name:
      | string
      | null,
    @First() first: number | null,
    @After() after: string | null,
    @Ctx() { viewer }: CatalogContext,
  ): Promise<Connection<AttributeDefinitionChangeType>> {
    const page = await this.readChanges(viewer, { subject: name ?? undefined, first: first ?? 20, after });
    return mapConnection(page, toChange);
  }
}
