import type { EncodedResult } from './entry.ts';

/** What an entry of the results counts for, beside its fields, in bytes. */
const entryOverhead = 100;

/** What an entry of the results counts for. */
export function entryBytes({ h, b }: EncodedResult): number {
  return h.length + b.length + entryOverhead;
}

/** Who may write a checkpoint: nobody who is older than who wrote or claimed it last. */
const takeTurn = `
      local at = redis.call('HMGET', KEYS[1], 'generation', 'attempt')
      local generation, attempt = tonumber(at[1] or '0'), tonumber(at[2] or '0')
      local mine, try = tonumber(ARGV[1]), tonumber(ARGV[2])
      local newer = generation > mine or (generation == mine and attempt > try)`;

/**
 * Commands that Redis carries out at once or not at all, in Lua, for ioredis' `scripts` option. One that is sent again after a
 * connection broke does no harm: an entry that is there twice has the same `seq`.
 */
export const scripts = {
  /**
   * KEYS results, bytes. ARGV limit, h, b. Adds an entry and counts it. Returns its id, or nil when the limit is reached: then
   * nothing was done.
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
   * KEYS checkpoint. ARGV generation, attempt, milliseconds to keep. Makes an attempt the one that may write, from now on, and
   * returns the fields of checkpoint.ts, [] where there is no checkpoint of this generation, or nil when a newer attempt is there.
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
  /** KEYS checkpoint. ARGV see saveArguments. Returns 1, or 0 when a newer attempt may write. */
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
   * KEYS presence, index. ARGV id, JSON up to and without the last '}', milliseconds; of who must be the only one, also a part of its
   * JSON that nobody else's has, and what may be replaced all the same. Adds `seenAt`, of Redis' own clock, and returns that; or
   * what another one has said, and then nothing was done.
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
