import { CommandError } from '../errors.ts';
import { MAX_DOCUMENT } from '../query/write.ts';
import { MAX_MESSAGE } from '../wire/framing.ts';
import { type Command, OK } from './command.ts';

const VERSION = '7.0.0';

/** A standalone server: so the driver neither retries writes nor starts transactions. */
const describe: Command = ({ request, connectionId }) => ({
  helloOk: true,
  ...(request.name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
  maxBsonObjectSize: MAX_DOCUMENT,
  maxMessageSizeBytes: MAX_MESSAGE,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
});

const accept: Command = () => OK;

/** Of what a real server lets be set, the one that shows a query without an index. */
const setParameter: Command = ({ request, server }) => {
  const { notablescan } = request.body;
  if (typeof notablescan !== 'boolean')
    throw new CommandError(72, "Cardstock's local MongoDB lets notablescan be set, to true or false, and nothing else");
  const was = server.store.settings.noTableScan;
  server.store.settings.noTableScan = notablescan;
  return { was, ...OK };
};

const buildInfo: Command = () => ({
  version: VERSION,
  versionArray: [7, 0, 0, 0],
  gitVersion: 'cardstock-local',
  modules: ['cardstock-local'],
  maxBsonObjectSize: MAX_DOCUMENT,
  ...OK,
});

export const handshakeCommands: Readonly<Record<string, Command>> = {
  hello: describe,
  isMaster: describe,
  ismaster: describe,
  ping: accept,
  endSessions: accept,
  startSession: () => ({ timeoutMinutes: 30, ...OK }),
  refreshSessions: accept,
  killSessions: accept,
  logout: accept,
  buildInfo,
  buildinfo: buildInfo,
  setParameter,
  connectionStatus: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ...OK }),
  getParameter: () => ({ featureCompatibilityVersion: { version: '7.0' }, ...OK }),
  serverStatus: ({ server }) => ({
    host: 'localhost',
    version: VERSION,
    process: 'cardstock-local',
    uptime: Math.round((Date.now() - server.startedAt) / 1000),
    ...OK,
  }),
};
