import { createHash } from 'node:crypto'
import type { RedisClient } from './redis-client.ts'

export type Script = { text: string; sha: string }

/** Runs a script by its digest, and sends its text only to a server that does not know it. */
export async function runScript(
  client: RedisClient,
  script: Script,
  keys: readonly string[],
  values: readonly (string | number)[],
): Promise<unknown> {
  try {
    return await client.evalsha(script.sha, keys.length, ...keys, ...values)
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
    return client.eval(script.text, keys.length, ...keys, ...values)
  }
}

function script(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

/**
 * One turn. Keys: state, log, keys. Values: now, keepMs, logMs, keyMs, how many keys are remembered, the turn's key or
 * nothing, the version the state was made from or nothing, the state, the channel to wake, then the activities.
 * A state is stored as its version, a line feed, and the text given.
 */
export const COMMIT = script(`
local now, keepMs, logMs, keyMs, keysKept = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
local key, expected = ARGV[6], ARGV[7]
if key ~= '' then
  for _, known in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
    local first, old = string.match(known, '^(%d+) (.*)$')
    if old == key then return { 'repeated', first } end
  end
end
if expected ~= '' then
  local old = redis.call('GET', KEYS[1])
  local version = old and string.match(old, '^%d+') or '0'
  if version ~= expected then return { 'stale', '0' } end
  local following = tonumber(version) + 1
  if version == '0' then
    -- From the clock, so that a conversation begun anew is never taken for the forgotten one.
    local time = redis.call('TIME')
    following = tonumber(time[1]) * 1000000 + tonumber(time[2])
  end
  redis.call('SET', KEYS[1], string.format('%.0f', following) .. '\\n' .. ARGV[8], 'PX', keepMs)
end
local first = 0
if #ARGV > 9 then
  local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
  -- Beginning at the clock, a log that has expired never uses a number again.
  first = last and tonumber(string.match(last[1], '^%d+')) + 1 or now
  local expires = string.format('%.0f', now + logMs)
  for index = 10, #ARGV do
    local sequence = string.format('%.0f-0', first + index - 10)
    redis.call('XADD', KEYS[2], sequence, 'a', ARGV[index], 'e', expires)
  end
  redis.call('PEXPIRE', KEYS[2], ARGV[3])
  redis.call('PUBLISH', ARGV[9], '')
end
if key ~= '' then
  redis.call('RPUSH', KEYS[3], string.format('%.0f ', first) .. key)
  redis.call('LTRIM', KEYS[3], -keysKept, -1)
  redis.call('PEXPIRE', KEYS[3], keyMs)
end
return { 'committed', string.format('%.0f', first) }
`)

/** Erases the expired entries of a log. Key: the log. Value: now. Gives when the next one expires, 0 for none. */
export const TRIM = script(`
while true do
  local head = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
  if not head then
    redis.call('DEL', KEYS[1])
    return '0'
  end
  local expires = head[2][4]
  if tonumber(expires) > tonumber(ARGV[1]) then return expires end
  redis.call('XDEL', KEYS[1], head[1])
end
`)

/** A rate limit by the generic cell rate algorithm. Key: the bucket. Values: burst, refillMs. Gives the wait in ms. */
export const SPEND = script(`
local burst, refillMs = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
-- Further ahead than a bucket can be, the clock was set back meanwhile.
if full > now + burst * refillMs then full = now end
full = full + refillMs
local wait = full - burst * refillMs - now
if wait > 0 then return math.ceil(wait) end
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil(full - now))
return 0
`)
