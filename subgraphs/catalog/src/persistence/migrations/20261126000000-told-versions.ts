import { Migration } from '@mikro-orm/migrations';

/** How far others were told of what changes in MongoDB besides products. */
const STATEMENTS = [
  `create table told_version (name text primary key, version bigint not null)`,
  `insert into told_version (name, version) values ('categories', 0)`,
];

export class ToldVersions20261126000000 extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}
