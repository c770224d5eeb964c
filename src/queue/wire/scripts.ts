import type { EncodedResult } from './entry.ts';

/** Bytes counted per entry of the results, in addition to its fields. */
const entryOverhead = 100;

/** Number of bytes counted for an entry of the results. */
export function entryBytes({ h, b }: EncodedResult): number {
  return h.length + b.length + entryOverhead;
}

/** Who may write a checkpoint: nobody older than the one that last wrote or claimed it. */
const takeTurn = `
      local at = redis.call('HMGET', KEYS[1], 'generation', 'attempt')
      local generation, attempt = tonumber(at[1] or '0'), tonumber(at[2] or '0')
      local mine, try = tonumber(ARGV[1]), tonumber(ARGV[2])
      local newer = generation > mine or (generation == mine and attempt > try)`;

/**
 * Commands that Redis executes atomically, in Lua, for ioredis's `scripts` option. Sending one again after the connection broke does no
 * harm: a duplicate entry has the same `seq`.
 */
export const scripts = {
  /**
   * KEYS results, bytes. ARGV limit, h, b. Adds an entry and counts its bytes. Returns its id, or nil if the limit is reached: then nothing
   * was done.
   */
  publishResult: {
    numberOfKeys: 2,
    lua: `
      if tonumber(redis.call('GET', KEYS[2]) or '0') >= tonumber(ARGV[1]) then return nil end
      redis.call('INCRBY', KEYS[2], #ARGV[2] + #ARGV[3] + ${entryOverhead})
      return redis.call('XADD', KEYS[1], '*', 'h', ARGV[2], 'b', ARGV[3])`,
  },
  /** KEYS results, bytes. ARGV group, then id and bytes (see entryBytes) of each entry. Returns how many there were. */
  acknowledgeResults: {
    numberOfKeys: 2,
    lua: `
      local gone = 0
      for at = 2, #ARGV, 2 do
        redis.call('XACK', KEYS[1], ARGV[1], ARGV[at])
        if redis.call('XDEL', KEYS[1], ARGV[at]) == 1 then
          gone = gone + 1
          redis.call('DECRBY', KEYS[2], ARGV[at + 1])
        end
      end
      if redis.call('XLEN', KEYS[1]) == 0 then redis.call('DEL', KEYS[2]) end
      return gone`,
  },
  /**
   * KEYS checkpoint. ARGV generation, attempt, milliseconds to keep. Makes an attempt the one that may write from now on, and returns the
   * fields of checkpoint.ts, [] if there is no checkpoint of this generation, or nil if there is a newer attempt.
   */
  claimCheckpoint: {
    numberOfKeys: 1,
    lua: `${takeTurn}
      if newer then return nil end
      if generation < mine then redis.call('DEL', KEYS[1]) end
      redis.call('HSET', KEYS[1], 'generation', ARGV[1], 'attempt', ARGV[2])
      redis.call('PEXPIRE', KEYS[1], ARGV[3])
      if redis.call('HEXISTS', KEYS[1], 'bytes') == 0 then return {} end
      return redis.call('HMGET', KEYS[1], 'epoch', 'stage', 'seal', 'bytes')`,
  },
  /** KEYS checkpoint. ARGV see saveArguments. Returns 1, or 0 if a newer attempt may write. */
  saveCheckpoint: {
    numberOfKeys: 1,
    lua: `${takeTurn}
      if newer then return 0 end
      redis.call('HSET', KEYS[1], 'generation', ARGV[1], 'attempt', ARGV[2],
        'epoch', ARGV[4], 'stage', ARGV[5], 'seal', ARGV[6], 'bytes', ARGV[7])
      redis.call('PEXPIRE', KEYS[1], ARGV[3])
      return 1`,
  },
  /**
   * KEYS presence, index. ARGV id, JSON up to but excluding the last '}', milliseconds; for one that must be unique, also a part of its
   * JSON that nobody else's has, and an announcement that may be replaced anyway. Adds `seenAt`, from Redis's own clock, and returns that;
   * or another one's announcement, in which case nothing was done.
   */
  announce: {
    numberOfKeys: 2,
    lua: `
      local there = ARGV[4] and redis.call('GET', KEYS[1])
      if there and not string.find(there, ARGV[4], 1, true) and there ~= ARGV[5] then return there end
      local now = redis.call('TIME')
      local at = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))
      redis.call('SET', KEYS[1], ARGV[2] .. ',"seenAt":' .. at .. '}', 'PX', ARGV[3])
      redis.call('ZADD', KEYS[2], at, ARGV[1])
      redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', tonumber(at) - 3600000)
      return at`,
  },
} as const;
