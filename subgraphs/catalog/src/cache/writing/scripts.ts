import { LIVE_GRANT } from '../scripts.ts';

const LEFT = `
local time = redis.call('TIME')
local passed = time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[2])
local left = tonumber(ARGV[3]) - math.max(passed, 0)
local wanted = ARGV[1] .. ':' .. run
`;

/**
 * Lets the grant be trusted for another while, counted from before the position was claimed, however late this comes: who
 * claims it next, and cannot reach Redis, needs to wait only that long. KEYS: all. ARGV: number, time before the claim, for
 * how long, position that was claimed. Returns the grant; nothing where it is not given here.
 */
export const RENEW_GRANT = `${LIVE_GRANT}${LEFT}
if grant ~= wanted then return false end
if left > 0 then redis.call('SET', KEYS[2], ARGV[1], 'PX', left) end
redis.call('SET', KEYS[6], ARGV[4])
return grant
`;

/** Begins a grant. KEYS and ARGV: as above. Too late it does nothing: there may be a newer one. */
export const OPEN_GRANT = `${LIVE_GRANT}${LEFT}
if left <= 0 or grant == wanted then return false end
redis.call('DEL', unpack(KEYS))
redis.call('SET', KEYS[1], wanted)
redis.call('SET', KEYS[2], ARGV[1], 'PX', left)
redis.call('SET', KEYS[5], ARGV[4])
redis.call('SET', KEYS[6], ARGV[4])
return wanted
`;

/**
 * KEYS: grant, sequence, news, announced. ARGV: grant, position, where entries begin, how many announcements are kept,
 * names (JSON), names. Returns the announcement's number; nothing where the grant is another one.
 */
export const ANNOUNCE = `${LIVE_GRANT}
if grant ~= ARGV[1] then return false end
if tonumber(ARGV[2]) > tonumber(redis.call('GET', KEYS[4]) or '0') then redis.call('SET', KEYS[4], ARGV[2]) end
for index = 6, #ARGV do redis.call('UNLINK', ARGV[3] .. ARGV[index]) end
local number = redis.call('INCR', KEYS[2])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[4], number .. '-0', 'position', ARGV[2], 'names', ARGV[5])
return number
`;

/** Ends a grant: nobody is given another lease, and those who have one are told. KEYS: grant, writer, sequence, news. ARGV: number. */
export const END_GRANT = `${LIVE_GRANT}
if not grant or string.match(grant, '^%d+') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('XADD', KEYS[4], redis.call('INCR', KEYS[3]) .. '-0', 'end', ARGV[1])
return 1
`;

/** How many processes have not taken in an announcement. KEYS: readers. ARGV: its number, whether their leases are over (1/0): then they are let go. */
export const COUNT_BEHIND = `
local behind = 0
local readers = redis.call('HGETALL', KEYS[1])
for index = 1, #readers, 2 do
  if tonumber(readers[index + 1]) < tonumber(ARGV[1]) then
    behind = behind + 1
    if ARGV[2] == '1' then redis.call('HDEL', KEYS[1], readers[index]) end
  end
end
return behind
`;
