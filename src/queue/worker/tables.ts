import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { AppError } from '#api';
import { hostKeys, limits } from '../wire/index.ts';
import { openSpool, type Spool } from './spool.ts';

/** How many tables that no run needs now are kept for later ones. */
const keptIdle = 4;

/** The tables that runs learn from: each is fetched once, whatever the number of runs, and checked against its digest. */
export interface Tables {
  /** A chunk of a table, null after the last one. Throws `storage` while it is missing, `notReadable` if it is a different one. */
  read(host: string, digest: string, piece: number): Promise<Uint8Array | null>;
  /** A run that read a table no longer needs it. */
  release(digest: string): void;
  /** A run is going to read a table. */
  need(digest: string): void;
  close(): Promise<void>;
}

interface Entry {
  users: number;
  spool: Promise<Spool> | null;
}

/** @param words describes what is wrong with Redis, for display */
export function createTables(redis: Pick<Redis, 'hgetBuffer'>, words: (thrown: unknown) => string): Tables {
  /** In order of last use. */
  const entries = new Map<string, Entry>();

  function entryOf(digest: string): Entry {
    const entry = entries.get(digest) ?? { users: 0, spool: null };
    entries.delete(digest);
    entries.set(digest, entry);
    return entry;
  }

  async function read(host: string, digest: string, piece: number): Promise<Uint8Array | null> {
    const entry = entryOf(digest);
    entry.spool ??= fetchTable(redis, host, digest);
    try {
      return await (await entry.spool).read(piece);
    } catch (thrown) {
      entry.spool = null; // the next request fetches it again
      if (thrown instanceof AppError) throw thrown;
      const isFull = (thrown as NodeJS.ErrnoException).code === 'ENOSPC';
      throw isFull
        ? new AppError('storageFull', 'the disk of temporary files is full', { cause: thrown })
        : new AppError('storage', words(thrown), { cause: thrown });
    }
  }

  function dropIdle(): void {
    const idle = [...entries].filter(([, { users }]) => users === 0);
    for (const [digest, { spool }] of idle.slice(0, Math.max(0, idle.length - keptIdle))) {
      entries.delete(digest);
      close(spool);
    }
  }

  return {
    read,
    need: (digest) => void (entryOf(digest).users += 1),
    release(digest) {
      entryOf(digest).users -= 1;
      dropIdle();
    },
    async close() {
      await Promise.all([...entries.values()].map(({ spool }) => close(spool)));
      entries.clear();
    },
  };
}

async function close(spool: Promise<Spool> | null): Promise<void> {
  await spool?.then((opened) => opened.close()).catch(() => undefined); // one that was not fetched has nothing to close
}

async function fetchTable(redis: Pick<Redis, 'hgetBuffer'>, host: string, digest: string): Promise<Spool> {
  const key = hostKeys(host).table(digest);
  const name = `table ${digest.slice(0, 12)} of host ${host}`;
  const count = Number((await redis.hgetBuffer(key, 'count'))?.toString() ?? Number.NaN);
  if (!Number.isSafeInteger(count) || count < 1) throw new AppError('storage', `${name} is not in the queue`);
  const spool = await openSpool();
  try {
    const sum = createHash('sha256');
    let total = 0;
    for (let piece = 0; piece < count; piece++) {
      const bytes = await redis.hgetBuffer(key, String(piece));
      if (bytes === null) throw new AppError('storage', `${name} is not in the queue`);
      total += bytes.length;
      if (bytes.length > limits.tableChunkBytes || total > limits.tableBytes) {
        throw new AppError('notReadable', `${name} is larger than the largest table allowed`);
      }
      sum.update(bytes);
      await spool.append(bytes);
    }
    if (sum.digest('hex') === digest) return spool;
    throw new AppError('notReadable', `${name} does not match its digest: it is another table`);
  } catch (thrown) {
    await spool.close();
    throw thrown;
  }
}
