import { RequiresScopes } from '@cardstock/service';
import { Ctx, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { ReadStatus } from '../application/catalog-status.ts';
import type { CatalogContext } from './context.ts';

@ObjectType('ProjectionLag', { description: 'How far what is read is behind what is recorded.' })
export class ProjectionLagType {
  @Field(() => Int, { description: 'Changes of products that are recorded and cannot be read yet.' })
  events!: number;

  @Field(() => Float, { description: 'How long the oldest of them has waited, in seconds; 0 where there is none.' })
  seconds!: number;
}

@ObjectType('CatalogStatus', { description: 'How the catalogue is.' })
export class CatalogStatusType {
  @Field(() => ProjectionLagType, { description: 'How far lists, searches and product pages are behind.' })
  projectionLag!: ProjectionLagType;
}

@Resolver()
export class CatalogStatusResolver {
  constructor(private readonly readStatus: ReadStatus) {}

  @RequiresScopes('catalog:write')
  @Query(() => CatalogStatusType, { description: 'How the catalogue is; for its staff.' })
  async catalogStatus(@Ctx() { viewer }: CatalogContext): Promise<CatalogStatusType> {
    return { projectionLag: await this.readStatus(viewer) };
  }
}
