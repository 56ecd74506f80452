/**
 * Takes up to ARGV[1] tokens while no more than ARGV[2] went out in the last ARGV[3] ms, on the clock of Redis.
 * ARGV[4] makes the entry unique; ARGV[5] = 1 counts them even when the limit is reached.
 * Returns { taken, ms until there is room }.
 */
export const TAKE_TOKENS = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local window = tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local used = 0
local entries = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #entries, 2 do used = used + tonumber(string.match(entries[i], '^(%d+):')) end
local take = tonumber(ARGV[1])
if ARGV[5] ~= '1' then take = math.min(take, tonumber(ARGV[2]) - used) end
if take <= 0 then
  return { 0, math.max(1, tonumber(entries[2] or now) + window - now + 1) }
end
redis.call('ZADD', KEYS[1], now, take .. ':' .. ARGV[4])
redis.call('PEXPIRE', KEYS[1], window * 4)
return { take, 0 }
`;

/**
 * The last count before the wire. As TAKE_TOKENS, in a window of a second and the slack of KEYS[2]: the longest time
 * that an answer took to reach any process lately, because so late may a counted message leave.
 * ARGV: count, limit, unique entry, always, the asking process's own slack in ms.
 */
export const DEPART = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local slack = tonumber(redis.call('GET', KEYS[2]) or 0)
local own = tonumber(ARGV[5])
if own >= slack then
  slack = own
  redis.call('SET', KEYS[2], own, 'PX', 5000)
end
local window = 1001 + slack
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 2000)
local used = 0
local entries = redis.call('ZRANGEBYSCORE', KEYS[1], now - window + 1, '+inf', 'WITHSCORES')
for i = 1, #entries, 2 do used = used + tonumber(string.match(entries[i], '^(%d+):')) end
local take = tonumber(ARGV[1])
if ARGV[4] ~= '1' then take = math.min(take, tonumber(ARGV[2]) - used) end
if take <= 0 then
  return { 0, math.max(1, tonumber(entries[2] or now) + window - now + 1) }
end
redis.call('ZADD', KEYS[1], now, take .. ':' .. ARGV[3])
redis.call('PEXPIRE', KEYS[1], 5000)
return { take, 0 }
`;

/** Takes back an entry of DEPART whose messages did not leave. */
export const GIVE_BACK = `return redis.call('ZREM', KEYS[1], ARGV[1])`;

/**
 * GCRA: KEYS[1] holds the time at which the person's bucket would be full again; KEYS[2] counts penalties.
 * ARGV: ms per message, ms of tolerance. Returns 0, or the ms to wait.
 */
export const TAKE_PAIR = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local arrival = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local early = arrival - now - tonumber(ARGV[2])
if early > 0 then return early end
arrival = arrival + tonumber(ARGV[1])
redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', string.format('%.0f', arrival - now))
redis.call('DEL', KEYS[2])
return 0
`;

/** Meta said 131056: the person waits 1 s, 4 s, 16 s, ... Same keys and arguments as TAKE_PAIR. */
export const PENALISE_PAIR = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local times = math.min(redis.call('INCR', KEYS[2]) - 1, 8)
local arrival = now + tonumber(ARGV[2]) + 1000 * 4 ^ times
redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', string.format('%.0f', arrival - now))
redis.call('PEXPIRE', KEYS[2], string.format('%.0f', arrival - now))
return 0
`;
