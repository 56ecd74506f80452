/**
 * GCRA for one person after the other: the first key of each two holds the time at which the person's bucket would be
 * full again; the second counts penalties. ARGV: ms per message, ms of tolerance. Returns for each 0, or the ms to wait.
 */
export const TAKE_PAIRS = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
local waits = {}
for i = 1, #KEYS, 2 do
  local arrival = math.max(tonumber(redis.call('GET', KEYS[i]) or now), now)
  local early = arrival - now - tolerance
  if early <= 0 then
    arrival = arrival + interval
    redis.call('SET', KEYS[i], string.format('%.0f', arrival), 'PX', string.format('%.0f', arrival - now))
    redis.call('DEL', KEYS[i + 1])
    early = 0
  end
  waits[#waits + 1] = early
end
return waits
`;

/** Meta said 131056: the person waits 1 s, 4 s, 16 s, ... Keys and arguments as in TAKE_PAIRS, of one person. */
export const PENALISE_PAIR = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local times = math.min(redis.call('INCR', KEYS[2]) - 1, 8)
local arrival = now + tonumber(ARGV[2]) + 1000 * 4 ^ times
redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', string.format('%.0f', arrival - now))
redis.call('PEXPIRE', KEYS[2], string.format('%.0f', arrival - now))
return 0
`;
