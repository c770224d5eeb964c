import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { isPassing, type RemoteEntry } from '#api';
import type { QueueHost } from '#workers';
import { callScript, isRefusal } from '../connection/index.ts';
import {
  checkpointFields,
  decodeCheckpointFields,
  decodeResult,
  entryBytes,
  hostKeys,
  type Result,
  resultsGroup,
  WireError,
} from '../wire/index.ts';

/** Entries stored at a time, in one transaction, while others wait for the database. */
const entriesAtATime = 32;
const blockMs = 2000;
const firstRetryMs = 100;
const lastRetryMs = 5000;
const consumer = 'host';

interface StreamEntry {
  readonly id: string;
  readonly h: Buffer | undefined;
  readonly b: Buffer | undefined;
}

/** The newest entry currently in the stream; null for none. */
export async function newestResult(redis: Redis, host: string): Promise<string | null> {
  const [entry] = await redis.xrevrange(hostKeys(host).results, '+', '-', 'COUNT', 1);
  return entry?.[0] ?? null;
}

/** Whether that entry and all before it are stored: stored entries are removed from the stream. */
export async function isStored(redis: Redis, host: string, entry: string | null): Promise<boolean> {
  return entry === null || (await redis.xrange(hostKeys(host).results, '-', entry, 'COUNT', 1)).length === 0;
}

/** Stores what workers send, in order, and then acknowledges it. */
export interface ResultsReader {
  close(): Promise<void>;
}

export interface ResultsOptions {
  /** For commands that do not block. */
  readonly redis: Redis;
  /** For blocking reads: a separate connection that does not send commands again. */
  readonly reading: Redis;
  readonly host: QueueHost;
  /** To be added to a time of Redis's clock to get one of this machine's, in milliseconds. */
  readonly clockOffset: () => number;
}

export function readResults({ redis, reading, host, clockOffset }: ResultsOptions): ResultsReader {
  const keys = hostKeys(host.id);
  const closing = new AbortController();
  /** Entries that a reader received but did not acknowledge come first, including its own from before a connection broke. */
  let isBehind = true;

  async function read(): Promise<StreamEntry[]> {
    const from = isBehind ? '0' : '>';
    const answer = (await reading.xreadgroupBuffer(
      ...(['GROUP', resultsGroup, consumer, 'COUNT', entriesAtATime, 'BLOCK', blockMs] as const),
      ...(['STREAMS', keys.results, from] as const),
    )) as [Buffer, [Buffer, Buffer[] | null][]][] | null;
    const entries = (answer?.[0]?.[1] ?? []).map(([id, fields]) => toEntry(id, fields));
    if (isBehind && entries.length === 0) isBehind = false;
    return entries;
  }

  async function work(): Promise<void> {
    let delayMs = firstRetryMs;
    while (!closing.signal.aborted) {
      try {
        const entries = await read();
        if (entries.length > 0) await store(entries);
        delayMs = firstRetryMs;
      } catch (thrown) {
        if (closing.signal.aborted) return;
        isBehind = true;
        if (isNoGroup(thrown)) await makeGroup().catch(() => undefined);
        else if (!isRefusal(thrown) && !isPassing(thrown)) host.defect(thrown);
        await setTimeout(delayMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
        delayMs = Math.min(lastRetryMs, 2 * delayMs);
      }
    }
  }

  async function makeGroup(): Promise<void> {
    await redis.xgroup('CREATE', keys.results, resultsGroup, '0', 'MKSTREAM').catch((thrown: unknown) => {
      if (!String(thrown).includes('BUSYGROUP')) throw thrown;
    });
  }

  async function store(entries: readonly StreamEntry[]): Promise<void> {
    const results = entries.flatMap((entry) => decode(entry) ?? []);
    if (results.length > 0) await host.record(await toRemote(results));
    const counted = entries.flatMap(({ id, h, b }) => [id, entryBytes({ h: h ?? nothing, b: b ?? nothing })]);
    await callScript(redis, 'acknowledgeResults', [keys.results, keys.bytes], [resultsGroup, ...counted]);
  }

  /** Null for a damaged entry: the run's next entry shows that one is missing. */
  function decode(entry: StreamEntry): (Result & { readonly id: string }) | null {
    try {
      return { id: entry.id, ...decodeResult(entry.h, entry.b) };
    } catch (thrown) {
      if (!(thrown instanceof WireError)) throw thrown;
      host.log(`ignored an entry of the queue: ${thrown.message}`);
      return null;
    }
  }

  async function toRemote(results: readonly (Result & { readonly id: string })[]): Promise<RemoteEntry[]> {
    const newest = new Map(
      results.flatMap((result, index) =>
        result.event.kind === 'checkpoint' ? [[result.sender.run, index]] : [],
      ),
    );
    return Promise.all(
      results.map(async ({ id, sender, event, rows, parameters }, index) => {
        const { run, generation, attempt, seq: sequence, worker } = sender;
        const at = millisecondsOf(id) + clockOffset();
        const who = { run, generation, attempt, sequence, worker, at };
        switch (event.kind) {
          case 'epochs':
            return { ...who, event: { ...event, rows } };
          case 'snapshot':
            return { ...who, event: { ...event, parameters } };
          case 'checkpoint': {
            const bytes = newest.get(run) === index ? await checkpointOf(run, event.epoch) : null;
            return { ...who, event: { ...event, bytes } };
          }
          default:
            return { ...who, event };
        }
      }),
    );
  }

  /** Null if a newer one has replaced it, which a later entry reports. */
  async function checkpointOf(run: string, epoch: number): Promise<Uint8Array | null> {
    const fields = await redis.hmgetBuffer(keys.checkpoint(run), ...checkpointFields);
    try {
      const checkpoint = decodeCheckpointFields({ host: host.id, run }, fields);
      return checkpoint.epoch === epoch ? checkpoint.bytes : null;
    } catch (thrown) {
      if (thrown instanceof WireError) return null;
      throw thrown;
    }
  }

  const working = work();
  return {
    async close() {
      closing.abort();
      reading.disconnect();
      await working;
    },
  };
}

const nothing = Buffer.alloc(0);

function toEntry(id: Buffer, fields: readonly Buffer[] | null): StreamEntry {
  const field = (name: string): Buffer | undefined => {
    const at = (fields ?? []).findIndex((value, index) => index % 2 === 0 && value.toString() === name);
    return at === -1 ? undefined : fields![at + 1];
  };
  return { id: id.toString(), h: field('h'), b: field('b') };
}

/** An entry's id begins with the time of Redis's clock. */
const millisecondsOf = (id: string): number => Number(id.split('-')[0]);

function isNoGroup(thrown: unknown): boolean {
  return String(thrown).includes('NOGROUP') || String(thrown).includes('no longer exists');
}
