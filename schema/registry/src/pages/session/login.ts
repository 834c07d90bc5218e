import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Caller } from '../../application/access.ts';
import { RegistryError } from '../../application/errors.ts';
import type { Viewer } from '../../domain/scopes.ts';
import { cookieOf, noCookie, sessionTextIn } from './cookie.ts';
import type { Sessions } from './session.ts';

interface LoginPorts {
  readonly sessions: Sessions;
  readonly accessOf: (caller: Caller) => Access;
  /** The holder of a key by its public part; undefined if it was revoked, or is no person's. */
  readonly viewerOfKey: (keyId: string) => Promise<Viewer | undefined>;
  /** Whether browsers reach the registry by https only. */
  readonly isSecure: boolean;
  readonly now: () => Date;
}

/** Who is logged in, and how one logs in and out. */
export interface Login {
  viewerOf(request: FastifyRequest): Promise<Viewer | undefined>;
  /** Undefined, or why the key is not taken. */
  open(request: FastifyRequest, reply: FastifyReply, key: string): Promise<string | undefined>;
  close(reply: FastifyReply): void;
}

export const makeLogin = ({ sessions, accessOf, viewerOfKey, isSecure, now }: LoginPorts): Login => ({
  viewerOf: async ({ headers }) => {
    const session = sessions.read(sessionTextIn(headers.cookie), now());
    return session && viewerOfKey(session.keyId);
  },
  open: async (request, reply, key) => {
    try {
      const { keyId } = await accessOf({ key, address: request.ip }).viewer();
      if (!(await viewerOfKey(keyId))) return 'This key is for gateways, not for people.';
      reply.header('set-cookie', cookieOf(sessions.open(keyId, now()), isSecure));
      return undefined;
    } catch (err) {
      if (err instanceof RegistryError) return err.message;
      throw err;
    }
  },
  close: (reply) => void reply.header('set-cookie', noCookie(isSecure)),
});
