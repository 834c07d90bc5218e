import type { FindUsers } from './find-users.ts';
import type { Login } from './login.ts';
import type { Logout } from './logout.ts';
import type { RefreshSession } from './refresh-session.ts';
import type { Register } from './register.ts';

/** What this subgraph can be asked to do. */
export interface Application {
  readonly register: Register;
  readonly login: Login;
  readonly refreshSession: RefreshSession;
  readonly logout: Logout;
  readonly findUsers: FindUsers;
}
