/**
 * Every change of what is stored raises one number, the epoch, and marks the tags that it concerns with it. An answer
 * carries its tags and the epoch at which none of them had been changed since it was begun; it is good as long as none of
 * them has a later mark. The epoch begins with the time, so that it never falls behind, also where Redis is emptied.
 */
const EPOCH = `
local function currentEpoch(key)
  local epoch = redis.call('GET', key)
  if epoch then return epoch end
  local now = redis.call('TIME')
  epoch = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))
  redis.call('SET', key, epoch)
  return epoch
end
`;

/** EVERYTHING is a tag of all answers. */
const MARKS = `
local EVERYTHING = '*'
local function isChangedSince(prefix, tags, epoch)
  local since = tonumber(epoch)
  tags[#tags + 1] = EVERYTHING
  for first = 1, #tags, 500 do
    local keys = {}
    for index = first, math.min(first + 499, #tags) do keys[#keys + 1] = prefix .. tags[index] end
    for _, mark in ipairs(redis.call('MGET', unpack(keys))) do
      if mark and tonumber(mark) > since then return true end
    end
  end
  return false
end
`;

/**
 * KEYS: epoch, answer for everybody [, version of the viewer, start of the key of the viewer's own answer].
 * ARGV: prefix of marks, whether an answer is wanted. Returns epoch, version, and what is found: its key's index in KEYS,
 * text, seconds it may be stored in all, milliseconds left of them.
 */
export const LOOK_UP = `${EPOCH}${MARKS}
local epoch = currentEpoch(KEYS[1])
local version = KEYS[3] and (redis.call('GET', KEYS[3]) or '0') or ''
if ARGV[2] == '0' then return {epoch, version} end
local function find(key, index)
  local known = redis.call('HMGET', key, 'epoch', 'tags')
  if not known[1] then return nil end
  if known[1] ~= epoch then
    if tonumber(known[1]) > tonumber(epoch) or isChangedSince(ARGV[1], cjson.decode(known[2]), known[1]) then
      redis.call('UNLINK', key)
      return nil
    end
    redis.call('HSET', key, 'epoch', epoch)
  end
  local found = redis.call('HMGET', key, 'text', 'maxAge')
  return {epoch, version, index, found[1], found[2], redis.call('PTTL', key)}
end
return find(KEYS[2], 2) or (KEYS[4] and find(KEYS[4] .. ':' .. version, 4)) or {epoch, version}
`;

/** KEYS: epoch, answer. ARGV: prefix of marks, epoch at which it was begun, tags (JSON), text, seconds. Returns 1 where it was stored. */
export const STORE = `${EPOCH}${MARKS}
local epoch = currentEpoch(KEYS[1])
if tonumber(ARGV[2]) > tonumber(epoch) or isChangedSince(ARGV[1], cjson.decode(ARGV[3]), ARGV[2]) then return 0 end
redis.call('HSET', KEYS[2], 'epoch', epoch, 'tags', ARGV[3], 'text', ARGV[4], 'maxAge', ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[5])
return 1
`;

/** KEYS: epoch. ARGV: prefix of marks, seconds that a mark is kept, tags. */
export const FORGET = `${EPOCH}
currentEpoch(KEYS[1])
redis.call('INCR', KEYS[1])
local epoch = redis.call('GET', KEYS[1])
for index = 3, #ARGV do redis.call('SET', ARGV[1] .. ARGV[index], epoch, 'EX', ARGV[2]) end
`;

/** KEYS: version of the viewer. ARGV: seconds that it is kept. */
export const FORGET_VIEWER = `
redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[1])
`;
