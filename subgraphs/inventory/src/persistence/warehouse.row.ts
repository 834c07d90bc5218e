import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

@Entity({ tableName: 'warehouse' })
export class WarehouseRow {
  @PrimaryKey({ type: 'string', columnType: 'text' })
  id!: string;

  @Property({ type: 'string', columnType: 'text' })
  code!: string;

  @Property({ type: 'string', columnType: 'text' })
  name!: string;

  @Property({ type: 'integer', columnType: 'integer' })
  priority!: number;

  @Property({ type: 'string', columnType: 'text', nullable: true })
  location!: string | null;

  @Property({ type: 'boolean', columnType: 'boolean' })
  isActive!: boolean;

  @Property({ type: 'integer', columnType: 'integer' })
  version!: number;
}
