/**
 * Closes a guest cart for everybody but the cart it is merged into, and tells what is in it; the same again when asked
 * again. Nothing where it is a customer's, or closed for another. KEYS: the guest cart. ARGV: the cart it goes into.
 */
export const CLOSE_FOR_MERGE = `
  if redis.call('hget', KEYS[1], 'owner') ~= '' then return {} end
  redis.call('hsetnx', KEYS[1], 'merged-into', ARGV[1])
  if redis.call('hget', KEYS[1], 'merged-into') ~= ARGV[1] then return {} end
  return redis.call('hgetall', KEYS[1])`;

/**
 * Puts what a guest cart held into a customer's, once: the second key remembers the guest carts that it got, and what
 * did not fit of each, so that a repeated merge adds nothing and is told the same. KEYS: the cart, its merges (both in
 * one slot). ARGV: owner, life where the cart is new, id of the guest cart, most pieces, most lines, time to live in ms,
 * the guest's codes for goods and shipping ('' for none), then sku, quantity, seen price, sku …
 */
export const MERGE_IN = `
  local told = redis.call('hget', KEYS[2], ARGV[3])
  if told then return told end
  if redis.call('exists', KEYS[1]) == 0 then redis.call('hset', KEYS[1], 'owner', ARGV[1], 'life', ARGV[2]) end
  local lines = 0
  for _, field in ipairs(redis.call('hkeys', KEYS[1])) do
    if string.sub(field, 1, 4) == 'sku:' then lines = lines + 1 end
  end
  local clipped = {}
  for place = 9, #ARGV, 3 do
    local sku, wanted = ARGV[place], tonumber(ARGV[place + 1])
    local before = tonumber(redis.call('hget', KEYS[1], 'sku:' .. sku) or '0')
    local fits = math.max(0, math.min(wanted, tonumber(ARGV[4]) - before))
    if before == 0 and lines >= tonumber(ARGV[5]) then fits = 0 end
    if before == 0 and fits > 0 then lines = lines + 1 end
    if fits > 0 then
      redis.call('hset', KEYS[1], 'sku:' .. sku, before + fits)
      redis.call('hsetnx', KEYS[1], 'seen:' .. sku, ARGV[place + 2])
    end
    if fits < wanted then table.insert(clipped, { sku = sku, wanted = wanted, added = fits }) end
  end
  if ARGV[7] ~= '' then redis.call('hsetnx', KEYS[1], 'promo:goods', ARGV[7]) end
  if ARGV[8] ~= '' then redis.call('hsetnx', KEYS[1], 'promo:shipping', ARGV[8]) end
  local telling = #clipped == 0 and '[]' or cjson.encode(clipped)
  redis.call('hset', KEYS[2], ARGV[3], telling)
  redis.call('pexpire', KEYS[1], ARGV[6])
  redis.call('pexpire', KEYS[2], ARGV[6])
  return telling`;
