import { LIVE_GRANT } from '../scripts.ts';

/**
 * Gives a process a lease, where somebody holds the position and it has taken in all that was announced.
 * KEYS: grant, writer, sequence, announced, committed, readers. ARGV: process, the grant it knows ('' for none), the last announcement
 * it took in, the longest lease. Returns `none`; `behind`; `renewed`, lease, committed position; or, where it begins to follow
 * a grant, `joined`, the same, grant, announcement, announced position.
 */
export const RENEW_LEASE = `${LIVE_GRANT}
local left = redis.call('PTTL', KEYS[2])
if not grant or left <= 0 then return {'none'} end
local last = redis.call('GET', KEYS[3]) or '0'
if ARGV[2] == grant and ARGV[3] ~= last then return {'behind'} end
redis.call('HSET', KEYS[6], ARGV[1], last)
local lease = math.min(left, tonumber(ARGV[4]))
local committed = redis.call('GET', KEYS[5])
if ARGV[2] == grant then return {'renewed', lease, committed} end
return {'joined', lease, committed, grant, last, redis.call('GET', KEYS[4])}
`;

/** KEYS: grant, entries. ARGV: grant. Returns what is there of each; nothing where the grant is another one. */
export const LOOK = `${LIVE_GRANT}
if grant ~= ARGV[1] then return false end
return redis.call('MGET', unpack(KEYS, 2))
`;

/**
 * Keeps entries, unless something was announced that they were read before: a later announcement takes them out, an
 * earlier one cannot. KEYS: grant, announced. ARGV: grant, position at which they were read, where entries begin,
 * milliseconds to keep them, name, entry, name, entry …  Returns whether they were kept (1/0).
 */
export const KEEP = `${LIVE_GRANT}
local announced = redis.call('GET', KEYS[2])
if grant ~= ARGV[1] or not announced or tonumber(ARGV[2]) < tonumber(announced) then return 0 end
for index = 5, #ARGV, 2 do redis.call('SET', ARGV[3] .. ARGV[index], ARGV[index + 1], 'PX', ARGV[4]) end
return 1
`;
