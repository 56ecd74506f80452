/**
 * Works through the operations of one send: KEYS are the counters, ARGV[1] is JSON: { at, change, ops }. One script is one
 * instant for Redis: of two sends that ask for the last place one comes first. Returns the readings as JSON.
 *
 * A set is a sorted set by instant; a ring a list of `<instant>:<value>`; a tally a hash of `<step>:<name>`; a note a string.
 */
export const COUNT = `
local call = cjson.decode(ARGV[1])
local at, change = call.at, call.change
local readings = {}
local function number(value) return string.format('%.0f', value) end
for index, op in ipairs(call.ops) do
  local key = KEYS[index]
  local from = at - op.keep
  if op.kind == 'set' then
    if change then redis.call('ZREMRANGEBYSCORE', key, '-inf', '(' .. number(from)) end
    local own = redis.call('ZSCORE', key, op.member)
    local known = own and tonumber(own) >= from and tonumber(own) or nil
    local reading = { kind = 'set', counts = {}, oldest = {}, members = {} }
    if known then reading.known = number(known) end
    local earliest = at
    for place, given in ipairs(op.since) do
      local since = math.max(given, from)
      earliest = math.min(earliest, since)
      local count = redis.call('ZCOUNT', key, number(since), '+inf')
      if known and known >= since then count = count - 1 end
      reading.counts[place] = math.min(count, op.most)
      local first = redis.call('ZRANGEBYSCORE', key, number(since), '+inf', 'WITHSCORES', 'LIMIT', 0, 2)
      local oldest = ''
      if first[1] and first[1] ~= op.member then oldest = number(first[2])
      elseif first[3] then oldest = number(first[4]) end
      reading.oldest[place] = oldest
    end
    if op.list then
      local found = redis.call('ZREVRANGEBYSCORE', key, '+inf', number(earliest), 'WITHSCORES', 'LIMIT', 0, op.most + 1)
      for i = 1, #found, 2 do
        if found[i] ~= op.member and #reading.members < op.most then
          reading.members[#reading.members + 1] = { found[i], number(found[i + 1]) }
        end
      end
    end
    readings[index] = reading
    if change then
      if not known or known < at then redis.call('ZADD', key, number(at), op.member) end
      redis.call('PEXPIRE', key, number(op.keep + 60000))
    end
  elseif op.kind == 'ring' then
    local entries = {}
    if op.read > 0 then
      for _, entry in ipairs(redis.call('LRANGE', key, 0, op.entries - 1)) do
        if #entries < op.read and tonumber(string.match(entry, '^(%d+):')) >= from then entries[#entries + 1] = entry end
      end
    end
    readings[index] = { kind = 'ring', entries = entries }
    if change and op.value then
      redis.call('LPUSH', key, number(at) .. ':' .. op.value)
      redis.call('LTRIM', key, 0, op.entries - 1)
      redis.call('PEXPIRE', key, number(op.keep + 60000))
    end
  elseif op.kind == 'tally' then
    local sums = redis.call('HGETALL', key)
    readings[index] = { kind = 'tally', sums = sums }
    if change and next(op.add) ~= nil then
      for i = 1, #sums, 2 do
        if tonumber(string.match(sums[i], '^(%d+):')) + op.step <= from then redis.call('HDEL', key, sums[i]) end
      end
      local step = number(math.floor(at / op.step) * op.step)
      for name, by in pairs(op.add) do redis.call('HINCRBYFLOAT', key, step .. ':' .. name, by) end
      redis.call('PEXPIRE', key, number(op.keep + op.step))
    end
  else
    readings[index] = { kind = 'flag', note = redis.call('GET', key) or '' }
    if change and op.clear then redis.call('DEL', key) end
    if change and op.note then redis.call('SET', key, op.note, 'PX', number(math.max(1, op.until_at - at))) end
  end
end
return cjson.encode(readings)
`;

/** Gives places back. KEYS are the counters, ARGV[1] is JSON: { at, ops }. */
export const GIVE_BACK = `
local call = cjson.decode(ARGV[1])
local at = string.format('%.0f', call.at)
for index, op in ipairs(call.ops) do
  local key = KEYS[index]
  if op.kind == 'set' then
    local own = redis.call('ZSCORE', key, op.member)
    if own and string.format('%.0f', tonumber(own)) == at then
      if op.known then redis.call('ZADD', key, string.format('%.0f', op.known), op.member)
      else redis.call('ZREM', key, op.member) end
    end
  elseif op.kind == 'ring' then
    redis.call('LREM', key, 1, at .. ':' .. op.value)
  else
    local step = string.format('%.0f', math.floor(call.at / op.step) * op.step)
    for name, by in pairs(op.add) do redis.call('HINCRBYFLOAT', key, step .. ':' .. name, -by) end
  end
end
return 0
`;
