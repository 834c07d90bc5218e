/**
 * Changes one line of a cart in one step, so that parallel changes never lose each other.
 * KEYS: the cart. ARGV: owner ('' for a guest), may it be created (1/0), sku, quantity, add|set, most pieces, most lines, time to live in ms.
 */
export const CHANGE_LINE = `
  if redis.call('exists', KEYS[1]) == 0 then
    if ARGV[2] == '0' then return 'unknown-cart' end
    redis.call('hset', KEYS[1], 'owner', ARGV[1])
  end
  local field = 'sku:' .. ARGV[3]
  local before = tonumber(redis.call('hget', KEYS[1], field) or '0')
  local after = tonumber(ARGV[4])
  if ARGV[5] == 'add' then after = before + after end
  local verdict = 'changed'
  if after <= 0 then
    redis.call('hdel', KEYS[1], field)
  elseif after > tonumber(ARGV[6]) then
    verdict = 'too-many-pieces'
  elseif before == 0 and redis.call('hlen', KEYS[1]) > tonumber(ARGV[7]) then
    verdict = 'too-many-lines'
  else
    redis.call('hset', KEYS[1], field, after)
  end
  redis.call('pexpire', KEYS[1], ARGV[8])
  return verdict`;

/** Takes pieces out of a cart that may have got more in the meantime. KEYS: the cart. ARGV: sku, quantity, sku, quantity … */
export const TAKE_OUT = `
  for place = 1, #ARGV, 2 do
    local field = 'sku:' .. ARGV[place]
    local before = redis.call('hget', KEYS[1], field)
    if before then
      local after = tonumber(before) - tonumber(ARGV[place + 1])
      if after > 0 then redis.call('hset', KEYS[1], field, after) else redis.call('hdel', KEYS[1], field) end
    end
  end
  return 'changed'`;
