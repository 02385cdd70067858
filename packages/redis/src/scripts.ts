import { createHash } from 'node:crypto';

/** A Lua script, and the SHA-1 that Redis knows it by once it has run. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

function script(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/*
 * Three keys per session, in one hash slot. The record: a hash of `generation`, in clear, so that it can be compared
 * without a key, and `record`. The lock: its owner, for one lease. The guard: there for a while after a flush, in
 * which no lock is granted, since the one that is held may have been flushed as well.
 *
 * Reading is a script, too: clients send those to the primary, never to a replica that lags behind. Publishing may fail
 * (a user without rights to the channel): then others learn by asking.
 */

/** KEYS record · → generation, record */
export const readScript = script(`return redis.call('HMGET', KEYS[1], 'generation', 'record')`);

/** KEYS record, guard · ARGV expected, generation, record, retainMs, guardMs, channel, notice · → 1, or 0: another generation */
export const writeScript = script(`
local held = redis.call('HGET', KEYS[1], 'generation')
if (held or '') ~= ARGV[1] then return 0 end
if not held then
  if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
  if ARGV[5] ~= '' then redis.call('SET', KEYS[2], '1', 'PX', ARGV[5], 'NX') end
end
redis.call('HSET', KEYS[1], 'generation', ARGV[2], 'record', ARGV[3])
if ARGV[4] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
redis.pcall('PUBLISH', ARGV[6], ARGV[7])
return 1`);

/**
 * KEYS record, lock, guard · ARGV owner, leaseMs, known generation, guardMs, channel, notice
 * → 'granted' | 'held' | 'flushed', the milliseconds until it may be granted, generation, record
 */
export const acquireScript = script(`
local record = redis.call('HMGET', KEYS[1], 'generation', 'record')
local owner = redis.call('GET', KEYS[2])
if owner and owner ~= ARGV[1] then
  if record[1] == ARGV[3] then record[2] = false end
  return {'held', redis.call('PTTL', KEYS[2]), record[1], record[2]}
end
if not owner then
  if not record[1] and ARGV[3] ~= '' then
    redis.call('SET', KEYS[3], '1', 'PX', ARGV[4], 'NX')
    redis.pcall('PUBLISH', ARGV[5], ARGV[6])
    return {'flushed', 0, false, false}
  end
  local guardMs = redis.call('PTTL', KEYS[3])
  if guardMs >= 0 then return {'held', guardMs, record[1], record[2]} end
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return {'granted', 0, record[1], record[2]}`);

/**
 * KEYS record, lock, guard · ARGV owner, leaseMs, generation that the owner works on · → 1, or 0: lost. A lock that is
 * gone (flushed, or its lease ran out while its owner slept) is taken back, unless somebody has renewed meanwhile.
 */
export const extendScript = script(`
local owner = redis.call('GET', KEYS[2])
if owner then
  if owner ~= ARGV[1] then return 0 end
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
  return 1
end
local generation = redis.call('HGET', KEYS[1], 'generation')
if generation and generation ~= ARGV[3] then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
redis.call('DEL', KEYS[3])
return 1`);

/** KEYS lock, guard · ARGV owner, channel, notice · → 1, or 0: it is somebody else's by now */
export const releaseScript = script(`
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1], KEYS[2])
redis.pcall('PUBLISH', ARGV[2], ARGV[3])
return 1`);

/**
 * KEYS mark of the server · ARGV seconds · → 1: Redis was seen to be empty longer ago than that. The mark says since when
 * it is there; it goes with everything else when Redis is flushed.
 */
export const settledScript = script(`
local now = tonumber(redis.call('TIME')[1])
local since = redis.call('GET', KEYS[1])
if not since then
  redis.call('SET', KEYS[1], now)
  return 0
end
if now - tonumber(since) < tonumber(ARGV[1]) then return 0 end
return 1`);

/** KEYS any (it names the server) · ARGV channel, notice · → 1 */
export const announceScript = script(`
redis.pcall('PUBLISH', ARGV[1], ARGV[2])
return 1`);

/** KEYS any (it names the server) · → what tells this server's run from another one's; nothing where it does not say */
export const serverScript = script(`
local info = redis.pcall('INFO', 'server')
if type(info) ~= 'string' then return '' end
return string.match(info, 'run_id:(%w+)') or ''`);
