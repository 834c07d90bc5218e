/** A server that began anew, or another one, may have lost what was written last: a grant counts on its own run only. */
export const LIVE_GRANT = `
local run = string.sub(string.match(redis.call('INFO', 'server'), 'run_id:(%w+)'), 1, 12)
local grant = redis.call('GET', KEYS[1])
if grant and string.sub(grant, -12) ~= run then grant = false end
`;
