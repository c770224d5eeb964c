import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { QueueConnector, QueuedRun, QueueHost, RunQueue, Submission } from '#workers';
import { connectionOptions, openConnection, type QueueAddress, queueTrouble } from '../connection/index.ts';
import { decodeWish, encodeWish, hostKeys, timing } from '../wire/index.ts';
import { createWorkerView } from '../view/index.ts';
import { createHostPresence } from './host-presence.ts';
import { isStored, newestResult, readResults, type ResultsReader } from './results.ts';
import { createSubmitter } from './submitter.ts';
import { createTableKeeper } from './table-keeper.ts';
import { createNotifier } from './notifier.ts';

/** How often the queue is compared with what the host has, and how soon again while something is missing, in milliseconds. */
const compareMs = 10_000;
const compareAgainMs = 1000;
/** How long a closing host may take to send its last requests, in milliseconds. */
const closingMs = 2000;

/** A queue that can train this host's runs. */
export function queueConnector(address: QueueAddress, source: QueueConnector['source']): QueueConnector {
  return {
    address: address.label,
    source,
    open: (host) => openQueue(address, host),
    view: (hostId) => createWorkerView({ address, hostId }),
  };
}

function openQueue(address: QueueAddress, host: QueueHost): RunQueue {
  const keys = hostKeys(host.id);
  const closing = new AbortController();
  let occupied: string | null = null;
  let broken: string | null = null;
  /** Why Redis answers but accepts nothing: it is full, or has become a replica. */
  let refusing: string | null = null;
  const redis = openConnection(address, (error) => {
    broken = error && queueTrouble(address, error);
    reportTrouble();
  });
  const submitter = createSubmitter(redis, host, createTableKeeper(redis, host));
  const presence = createHostPresence(redis, host);
  let results: ResultsReader | null = null;
  /** Runs added before it is known that this host may use the queue. */
  const early: QueuedRun[] = [];
  let isOpen = false;
  const notifier = createNotifier((thrown) => {
    if (!closing.signal.aborted) host.log(`will be sent to workers again: ${queueTrouble(address, thrown)}`);
  });

  function reportTrouble(): void {
    if (!closing.signal.aborted) host.trouble(broken ?? refusing ?? occupied);
  }

  async function repeat(everyMs: number, action: () => Promise<number | undefined>): Promise<void> {
    while (!closing.signal.aborted) {
      const pauseMs = await action().catch((thrown: unknown) => {
        if (!closing.signal.aborted && refusing === null) host.log(queueTrouble(address, thrown));
        return undefined;
      });
      await setTimeout(pauseMs ?? everyMs, undefined, { signal: closing.signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  async function announce(): Promise<undefined> {
    const taker = await presence.announce().catch((thrown: unknown) => {
      refusing = queueTrouble(address, thrown);
      reportTrouble();
      return null;
    });
    if (taker === null) return;
    refusing = null;
    occupied =
      typeof taker === 'string'
        ? null
        : `process ${taker.pid} on ${taker.machine} uses the queue for a copy of this history; close one of the two`;
    reportTrouble();
    if (closing.signal.aborted) return;
    if (taker === 'this') results ??= startReading();
    else await stopReading();
    isOpen = occupied === null;
    if (!isOpen) return;
    submitter.add(early.splice(0));
    notifier.retry();
  }

  function startReading(): ResultsReader {
    // Redis delivers entries to this connection: an automatically repeated read would skip those that were lost when the connection broke.
    const reading = new Redis({ ...connectionOptions(address), autoResendUnfulfilledCommands: false });
    reading.on('error', () => undefined); // the other connection reports what is wrong
    return readResults({ redis, reading, host, clockOffset: () => presence.clockOffset });
  }

  /** Another process receives what workers send: it took over while this one was blocked for long. */
  async function stopReading(): Promise<void> {
    const before = results;
    results = null;
    await before?.close();
  }

  /** Runs without a job at the last check, and the newest entry of the results at that time. */
  let missing: { readonly runs: readonly Submission[]; readonly newest: string | null } | null = null;

  /** The queue is derived from what the host has: missing runs are added again, once everything that was sent about them is stored. */
  async function compare(): Promise<number | undefined> {
    if (!isOpen) return compareAgainMs;
    const isKnown = missing !== null && (await isStored(redis, host.id, missing.newest));
    const waiting = new Set(early.map(({ id }) => id));
    const runs = (await host.runs()).filter(({ id, generation }) => generation > 0 && !waiting.has(id));
    const present = new Set(runs.map(nameOf));
    const lost = isKnown ? missing!.runs.filter((run) => present.has(nameOf(run))) : [];
    if (lost.length > 0) host.lost(lost);
    const found = lost.length > 0 ? [] : await submitter.missing(runs);
    if (isKnown || missing === null)
      missing = found.length === 0 ? null : { runs: found, newest: await newestResult(redis, host.id) };
    // Another process of the folder has runs of its own, which are unknown here.
    if (results !== null) await dropWishes(new Set(runs.map(({ id }) => id)));
    return missing === null ? undefined : compareAgainMs;
  }

  /** Deletes wishes for runs that nobody has any more. */
  async function dropWishes(live: ReadonlySet<string>): Promise<void> {
    const wishes = Object.entries(await redis.hgetall(keys.wishes)).filter(([id]) => !live.has(id));
    const named = wishes.map(([id, text]) => ({ id, generation: generationOf(text) }));
    const gone = await submitter.missing(named);
    if (gone.length > 0) await redis.hdel(keys.wishes, ...gone.map(({ id }) => id));
  }

  async function wish(
    { id, generation }: Submission,
    what: 'pause' | 'continue' | 'stop' | 'withdraw',
  ): Promise<void> {
    const there = await redis.hget(keys.wishes, id);
    // A late request may refer to an older submission.
    if (there !== null && generationOf(there) > generation) return;
    await redis.hset(keys.wishes, id, encodeWish({ generation, wish: what }));
    await redis.publish(keys.wishHints, id);
  }

  async function forget(submission: Submission, why: 'ended' | 'withdrawn'): Promise<void> {
    const { id } = submission;
    const isGone =
      why === 'ended' ||
      (await submitter.remove(submission)) ||
      (await submitter.missing([submission])).length > 0;
    if (isGone) await redis.multi().hdel(keys.wishes, id).del(keys.checkpoint(id)).exec();
    else await wish(submission, 'withdraw');
  }

  const loops = [repeat(timing.heartbeatMs, announce), repeat(compareMs, compare)];

  return {
    add: (runs) => (isOpen ? submitter.add(runs) : void early.push(...runs)),
    async take(submission) {
      const waiting = early.findIndex(({ id }) => id === submission.id);
      if (waiting !== -1) return early.splice(waiting, 1).length > 0;
      if (broken !== null) return false;
      const limit = setTimeout(closingMs, false, { ref: false });
      return Promise.race([submitter.remove(submission).catch(() => false), limit]);
    },
    get hears() {
      return results !== null;
    },
    wish: (submission, what) => notifier.notify(submission, () => wish(submission, what)),
    forget: (submission, why) => notifier.notify(submission, () => forget(submission, why)),
    async close() {
      const done = (async () => {
        await notifier.settled();
        await presence.leave();
      })().catch(() => undefined);
      if (broken === null) await Promise.race([done, setTimeout(closingMs, undefined, { ref: false })]);
      closing.abort();
      await Promise.race([
        Promise.all([results?.close(), submitter.close()]),
        setTimeout(closingMs, undefined, { ref: false }),
      ]);
      redis.disconnect();
      // A command that waits for a reconnection is not notified when reconnecting ends.
      await Promise.race([Promise.all(loops), setTimeout(closingMs, undefined, { ref: false })]);
    },
  };
}

const nameOf = ({ id, generation }: Submission): string => `${id} ${generation}`;

/** 0 for anything that no host wrote. */
function generationOf(text: string): number {
  try {
    return decodeWish(text).generation;
  } catch {
    return 0;
  }
}
