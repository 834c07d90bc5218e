import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Scope } from '../domain/scopes.ts';

@Entity({ tableName: 'api_key' })
export class ApiKeyRow {
  /** The key's public part. */
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text', nullable: true })
  graphId!: string | null;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  scope!: Scope;

  /** SHA-256 of the key: who reads this table can use none of them. */
  @Property({ type: 'text' })
  hash!: string;

  @Property({ type: 'text' })
  createdBy!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  revokedAt!: Date | null;
}
