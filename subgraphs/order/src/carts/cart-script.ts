// A cart is one hash: owner ('' for a guest), life (a new id whenever a cart of this id begins), ordered (how many orders
// were taken out of this life), placing (how many orders are being made of it), and per SKU sku: (pieces) and seen: (the
// price at the last change); promo:goods and promo:shipping hold its codes; merged-into closes a guest cart for good.

/**
 * A cart, used once more: it is remembered for another while. KEYS: the cart.
 * ARGV: time to live in ms, whether an order is about to be made of it (1/0).
 */
export const READ = `
  local fields = redis.call('hgetall', KEYS[1])
  if #fields == 0 or redis.call('hexists', KEYS[1], 'merged-into') == 1 then return {} end
  redis.call('pexpire', KEYS[1], ARGV[1])
  if ARGV[2] == '1' then redis.call('hincrby', KEYS[1], 'placing', 1) end
  return fields`;

const COUNT_LINES = `
  local function lines(key)
    local count = 0
    for _, field in ipairs(redis.call('hkeys', key)) do
      if string.sub(field, 1, 4) == 'sku:' then count = count + 1 end
    end
    return count
  end`;

/**
 * Changes one line of a cart in one step, so that parallel changes never lose each other.
 * KEYS: the cart. ARGV: owner ('' for a guest), may it be created (1/0), its life where it is new, sku, quantity,
 * add|set, most pieces, most lines, time to live in ms, the price that was seen.
 */
export const CHANGE_LINE = `${COUNT_LINES}
  if redis.call('exists', KEYS[1]) == 0 then
    if ARGV[2] == '0' then return 'unknown-cart' end
    redis.call('hset', KEYS[1], 'owner', ARGV[1], 'life', ARGV[3])
  end
  if redis.call('hexists', KEYS[1], 'merged-into') == 1 then return 'unknown-cart' end
  local field = 'sku:' .. ARGV[4]
  local before = tonumber(redis.call('hget', KEYS[1], field) or '0')
  local after = tonumber(ARGV[5])
  if ARGV[6] == 'add' then after = before + after end
  local verdict = 'changed'
  if after <= 0 then
    redis.call('hdel', KEYS[1], field, 'seen:' .. ARGV[4])
  elseif after > tonumber(ARGV[7]) then
    verdict = 'too-many-pieces'
  elseif before == 0 and lines(KEYS[1]) >= tonumber(ARGV[8]) then
    verdict = 'too-many-lines'
  else
    redis.call('hset', KEYS[1], field, after, 'seen:' .. ARGV[4], ARGV[10])
  end
  redis.call('pexpire', KEYS[1], ARGV[9])
  return verdict`;

/**
 * Takes what was ordered out of the life of a cart that it was ordered from, once, however often it is told; what was
 * added in the meantime stays. KEYS: the cart. ARGV: whether an order of it is over (1/0), life, place in line of the
 * order ('0': none), sku, quantity, sku, quantity …
 */
export const TAKE_OUT = `${COUNT_LINES}
  if redis.call('exists', KEYS[1]) == 0 then return 'unknown-cart' end
  if ARGV[1] == '1' and redis.call('hincrby', KEYS[1], 'placing', -1) <= 0 then
    redis.call('hdel', KEYS[1], 'placing')
  end
  if redis.call('hget', KEYS[1], 'life') ~= ARGV[2] then return 'another-life' end
  local ordered = tonumber(redis.call('hget', KEYS[1], 'ordered') or '0')
  if tonumber(ARGV[3]) ~= ordered + 1 then return 'known' end
  for place = 4, #ARGV, 2 do
    local field = 'sku:' .. ARGV[place]
    local after = tonumber(redis.call('hget', KEYS[1], field) or '0') - tonumber(ARGV[place + 1])
    if after > 0 then redis.call('hset', KEYS[1], field, after) else
      redis.call('hdel', KEYS[1], field, 'seen:' .. ARGV[place])
    end
  end
  redis.call('hset', KEYS[1], 'ordered', ARGV[3])
  if lines(KEYS[1]) == 0 then redis.call('hdel', KEYS[1], 'promo:goods', 'promo:shipping') end
  return 'changed'`;

/** Notes a code, unless another has its place. KEYS: the cart. ARGV: goods|shipping, code, time to live in ms. */
export const APPLY_CODE = `
  if redis.call('exists', KEYS[1]) == 0 or redis.call('hexists', KEYS[1], 'merged-into') == 1 then
    return 'unknown-cart'
  end
  local field = 'promo:' .. ARGV[1]
  local there = redis.call('hget', KEYS[1], field)
  if there and there ~= ARGV[2] then return 'occupied' end
  redis.call('hset', KEYS[1], field, ARGV[2])
  redis.call('pexpire', KEYS[1], ARGV[3])
  return 'changed'`;

/** Takes a code out, wherever it is. KEYS: the cart. ARGV: code. */
export const REMOVE_CODE = `
  for _, field in ipairs({ 'promo:goods', 'promo:shipping' }) do
    if redis.call('hget', KEYS[1], field) == ARGV[1] then redis.call('hdel', KEYS[1], field) end
  end
  return 'changed'`;

/** Takes everything out. KEYS: the cart. */
export const CLEAR = `
  for _, field in ipairs(redis.call('hkeys', KEYS[1])) do
    if string.find(field, '^sku:') or string.find(field, '^seen:') or string.find(field, '^promo:') then
      redis.call('hdel', KEYS[1], field)
    end
  end
  return 'changed'`;
