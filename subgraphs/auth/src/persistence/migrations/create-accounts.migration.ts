import { MESSAGING_TABLES } from '@cardstock/messaging';
import { Migration } from '@mikro-orm/migrations';

const ACCOUNTS = [
  `create table user_account (
     id uuid primary key,
     email text not null,
     display_name text not null,
     roles text[] not null,
     password_hash text not null,
     created_at timestamptz not null
   )`,
  `create unique index user_account_email on user_account (email)`,
];

const SESSIONS = [
  `create table session (
     id uuid primary key,
     user_id uuid not null references user_account (id),
     created_at timestamptz not null,
     revoked_at timestamptz
   )`,
  `create index session_by_user on session (user_id, created_at)`,
  `create table refresh_token (
     hash text primary key,
     session_id uuid not null references session (id) on delete cascade,
     issued_at timestamptz not null,
     expires_at timestamptz not null,
     used_at timestamptz
   )`,
  `create index refresh_token_session on refresh_token (session_id, expires_at)`,
];

// No reference to user_account: failures of addresses without an account count alike.
const LOGIN_FAILURES = [
  `create table login_failure (
     id bigint generated always as identity primary key,
     account uuid not null,
     failed_at timestamptz not null
   )`,
  `create index login_failure_account on login_failure (account, failed_at)`,
  `create index login_failure_failed on login_failure (failed_at)`,
];

export class CreateAccounts extends Migration {
  override up(): void {
    for (const statement of [...MESSAGING_TABLES, ...ACCOUNTS, ...SESSIONS, ...LOGIN_FAILURES]) this.addSql(statement);
  }
}
