import { DAY } from "../../core/index.js";

/** Milliseconds that the script and the processes agree on. */
export const AGREED = {
  /** When tokens get free is kept in steps of this. */
  grain: 2,
  /** So many steps are kept: more than tokens may count. */
  steps: 1_024,
  /** Meta's second, and what requests may be late against each other on the way to Meta. */
  window: 1_020,
  /** So far ahead turns and permits are given: the way to Redis and back costs no throughput. */
  ahead: 200,
  /** So long after its time a permit may be used. */
  late: 250,
  /** So long a token is kept whose use nobody tells of: a process may stall right behind its last look at the time. */
  silent: 500,
  /** What was not used may be caught up with, as far as this. */
  burst: 25,
  /** Permits of so many milliseconds are given for one instant. */
  clump: 5,
} as const;

/** So long after permits were given nothing of them counts any more: while they may still be used, and a second. */
export const QUIET_MS = AGREED.ahead + AGREED.silent + AGREED.window;
/** Who comes after a longer rest waits as for a lost state. */
const KEPT_MS = 7 * DAY;

/**
 * One question about one number, on the clock of Redis.
 *
 * A number at 80/s has 80 tokens. A token that left at t is free again at t + window. Until its process tells when it
 * left, it counts as taken for as long as it may be used (late, silent). So the count is exact, nobody waits for the way
 * to Redis, and a process that stalls or dies costs tokens and never the limit.
 *
 * KEYS[1] is a hash:
 * - used: tokens that are taken; swept: the last step whose tokens are free again;
 * - turn, wire: when the next turn and the next permit are due. Both are spaced: no second of Meta gets its messages at once;
 * - pace: below 1 after a warning of Meta, for all processes; warned, eased: when it last fell and rose;
 * - born: names this state; a process that knew another one has to forget what it told of;
 * - hold: nothing is given before. Where there is no state, or an older one than the asking process has seen, it may have been
 *   lost while others were sending; where the clock went back, it says nothing any more. Then all begins anew, after what
 *   may still be under way and a second;
 * - by:<process>: the number of its last question. What a question tells is told once, however often it arrives.
 *
 * KEYS[2] is a ring of 16-bit numbers: how many tokens get free in each step.
 *
 * ARGV: limit, turns wanted, permits wanted besides one for each turn, messages that came in, whether Meta warned, the
 * asking process and the number of its question, when it last had an answer and of which state; then (from, to, count):
 * tokens that counted until step `from` count until step `to`; 0 is none.
 *
 * Returns now in microseconds, the state, pace in thousandths, then turns: how many, the first and the distance in microseconds from
 * now; then for each permit: from when in microseconds from now, how many, and the step until which they count.
 */
export const ASK_PACE = `
local state_key, ring_key = KEYS[1], KEYS[2]
local limit, turns, permits = math.max(1, math.floor(tonumber(ARGV[1]))), tonumber(ARGV[2]), tonumber(ARGV[3])
local came, warned, seen = math.min(tonumber(ARGV[4]), 30000), ARGV[5] == '1', tonumber(ARGV[8])
local who, question, known = 'by:' .. ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[9])
local time = redis.call('TIME')
local told_now = time[1] * 1000000 + time[2]
local now = told_now / 1000
local state = redis.call('HMGET', state_key, 'born', 'swept', 'used', 'turn', 'wire', 'pace', 'warned', 'eased', 'hold', who)
local born, swept, used = tonumber(state[1]), tonumber(state[2]), tonumber(state[3])
local turn, wire = tonumber(state[4]) or 0, tonumber(state[5]) or 0
local pace, slowed, eased = tonumber(state[6]) or 1, tonumber(state[7]) or 0, tonumber(state[8]) or 0
local hold, said = tonumber(state[9]) or 0, tonumber(state[10]) or 0

local here = math.floor(now / ${AGREED.grain})
if born and here < swept and swept - here <= 10 then
  here = swept
  now = here * ${AGREED.grain}
end
if not born or here < swept or seen > (swept + 1) * ${AGREED.grain} then
  hold = now + ${QUIET_MS}
  redis.call('DEL', state_key, ring_key)
  born, swept, used, turn, wire, said = told_now, here, 0, 0, 0, 0
end
local lost = known ~= born

-- A number of two bytes each, of the steps first to last, in order.
local function read(first, last)
  local from, to = first % ${AGREED.steps}, last % ${AGREED.steps}
  if last < first then return {} end
  if from <= to then return { string.byte(redis.call('GETRANGE', ring_key, from * 2, to * 2 + 1), 1, -1) } end
  local high = redis.call('GETRANGE', ring_key, from * 2, ${2 * AGREED.steps - 1})
  high = high .. string.rep('\\0', 2 * (${AGREED.steps} - from) - #high)
  return { string.byte(high .. redis.call('GETRANGE', ring_key, 0, to * 2 + 1), 1, -1) }
end
local function at_step(bytes, place) return (bytes[place * 2 - 1] or 0) * 256 + (bytes[place * 2] or 0) end

if here - swept >= ${AGREED.steps} then
  redis.call('DEL', ring_key)
  used = 0
elseif here > swept then
  local bytes, freed = read(swept + 1, here), 0
  for place = 1, here - swept do freed = freed + at_step(bytes, place) end
  if freed > 0 then
    used = used - freed
    local from, to = (swept + 1) % ${AGREED.steps}, here % ${AGREED.steps}
    if from <= to then
      redis.call('SETRANGE', ring_key, from * 2, string.rep('\\0', 2 * (to - from + 1)))
    else
      redis.call('SETRANGE', ring_key, from * 2, string.rep('\\0', 2 * (${AGREED.steps} - from)))
      redis.call('SETRANGE', ring_key, 0, string.rep('\\0', 2 * (to + 1)))
    end
  end
end

local changes = { 'BITFIELD', ring_key, 'OVERFLOW', 'SAT' }
local function count(step, by)
  local n = #changes
  changes[n + 1], changes[n + 2], changes[n + 3], changes[n + 4] = 'INCRBY', 'u16', '#' .. step % ${AGREED.steps}, by
end
local function write()
  if #changes > 4 then redis.call(unpack(changes)) end
  changes = { 'BITFIELD', ring_key, 'OVERFLOW', 'SAT' }
end
local furthest = here + ${AGREED.steps - 1}
local apart = 1000 / (limit * pace)
turn = math.max(turn, now - ${AGREED.burst})
if question > said then
  for i = 10, #ARGV, 3 do
    local from, to, by = tonumber(ARGV[i]), math.min(tonumber(ARGV[i + 1]), furthest), tonumber(ARGV[i + 2])
    if from > here and not lost then
      count(from, -by)
      used = used - by
    end
    if to > here then
      count(to, by)
      used = used + by
    end
  end
  if came > 0 then
    count(math.ceil((now + ${AGREED.window}) / ${AGREED.grain}), came)
    used = used + came
    turn = turn + came * apart
  end
  write()
end

if warned and now - slowed >= 1000 then
  pace, slowed, eased = math.max(1 / 16, pace / 2), now, now
  apart = 1000 / (limit * pace)
end
local given, first = 0, turn
if now >= hold then
  given = math.max(0, math.min(turns, math.floor((now + ${AGREED.ahead} - turn) / apart) + 1))
  turn = turn + given * apart
  if given > 0 and pace < 1 and now - eased >= 25 then
    pace, eased = math.min(1, pace + 0.005), now
  end
end
local answer = {
  told_now, born, math.floor(pace * 1000 + 0.5),
  given, math.ceil((first - now) * 1000), math.ceil(apart * 1000),
}

local wanted, free, at, place = permits + given, limit - used, now, 0
if now < hold then wanted = 0 end
local last = math.floor((now + ${AGREED.ahead}) / ${AGREED.grain}) - here
local bytes
local clump = math.max(1, math.floor(limit * ${AGREED.clump} / 1000))
while wanted > 0 do
  if free <= 0 then
    bytes = bytes or read(here + 1, here + last)
    while free <= 0 and place < last do
      place = place + 1
      free = free + at_step(bytes, place)
      at = (here + place) * ${AGREED.grain}
    end
  end
  wire = math.max(wire, at - ${AGREED.burst})
  local from = math.max(at, wire)
  if free <= 0 or from > now + ${AGREED.ahead} then break end
  local by = math.min(wanted, free, clump)
  local ends = math.ceil((from + ${AGREED.silent + AGREED.window}) / ${AGREED.grain})
  count(ends, by)
  used, free, wanted, wire = used + by, free - by, wanted - by, wire + by * 1000 / limit
  local n = #answer
  answer[n + 1], answer[n + 2], answer[n + 3] = math.ceil((from - now) * 1000), by, ends
end
write()

local function exact(value) return string.format('%.3f', value) end
redis.call('HSET', state_key, 'born', born, 'swept', here, 'used', used, 'turn', exact(turn), 'wire', exact(wire),
  'pace', exact(pace), 'warned', exact(slowed), 'eased', exact(eased), 'hold', exact(hold), who, math.max(said, question))
redis.call('PEXPIRE', state_key, ${KEPT_MS})
redis.call('PEXPIRE', ring_key, ${KEPT_MS})
return answer
`;
