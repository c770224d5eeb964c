import { setTimeout as delay } from 'node:timers/promises';
import { engineVersion, kernelVariant } from '#engine';
import { callScript, openConnection } from '../connection/index.ts';
import {
  limits,
  timing,
  type WorkerPresence,
  workerPresenceKey,
  workersKey,
  type WorkerWish,
  workerWishKey,
  workerWishSchema,
  wireVersion,
} from '../wire/index.ts';
import type { Attempt } from './attempt.ts';
import { commandTrouble, type WorkerContext } from './context.ts';
import { createVersionWatch } from './other-versions.ts';
import { createSpeeds } from './speeds.ts';
import { createWishes, type Wanted } from './wishes.ts';

/** Hosts of other versions are looked for once in this many beats. */
const beatsPerLook = 10;

export type WorkerState = WorkerPresence['state'];

export interface HeartbeatEvents {
  state(): WorkerState;
  /** Attempts that this worker has not lost. */
  attempts(): readonly Attempt[];
  /** See Taking. */
  renew(
    variant: string,
    locks: readonly { readonly id: string; readonly token: string }[],
  ): Promise<readonly string[]>;
  apply(attempt: Attempt, wanted: Wanted): void;
  wished(wish: WorkerWish): void;
  /** Called when everything in a beat is done. */
  beat(): void;
}

export interface Heartbeat {
  /** An attempt begins: the wish for its run is read at once. */
  beginning(attempt: Attempt): void;
  end(): void;
}

/** Every few seconds, renews locks, reads wishes and announces this worker, in turns that do not overlap. */
export function startHeartbeat(context: WorkerContext, events: HeartbeatEvents): Heartbeat {
  const { identity, redis, address, troubles, say, onDefect } = context;
  const { attempts } = events;
  const ending = new AbortController();
  const subscriber = openConnection(address, () => undefined);
  const own = { channel: workerWishKey(identity.id), read: readOwnWish };
  const wishes = createWishes({ redis, subscriber, attempts, apply: events.apply, own, say });
  const lookForVersions = createVersionWatch(context);
  const speeds = createSpeeds();
  let startedAt = 0;

  async function renew(): Promise<void> {
    const byVariant = Map.groupBy(attempts(), ({ data }) => kernelVariant(data.config.precision));
    await Promise.all(
      [...byVariant].map(async ([variant, theirs]) => {
        const lost = await events.renew(
          variant,
          theirs.map(({ job, token }) => ({ id: job.id!, token })),
        );
        for (const attempt of theirs) if (lost.includes(attempt.job.id!)) attempt.abandon('lost');
      }),
    );
  }

  async function announce(): Promise<void> {
    const { slots, cores, variants, ...place } = identity;
    const running = attempts().slice(0, limits.runsOfWorker).map(describe);
    const presence: Omit<WorkerPresence, 'seenAt'> = {
      ...{ v: wireVersion, ...place, pid: process.pid, cores, slots, variants: [...variants] },
      ...{ engineVersion, v8Version: process.versions.v8, state: events.state() },
      ...{ trouble: troubles.present?.slice(0, 1000) ?? null, startedAt, running },
    };
    const text = JSON.stringify(presence).slice(0, -1);
    const keys = [workerPresenceKey(identity.id), workersKey];
    const answer = await callScript(redis, 'announce', keys, [identity.id, text, timing.presenceMs]);
    startedAt ||= Number(answer);
  }

  function describe(attempt: Attempt): WorkerPresence['running'][number] {
    const { data, attempt: number, state, epoch } = attempt;
    const { host, run, generation } = data;
    speeds.measure(attempt, epoch);
    const epochsPerSecond = state === 'training' ? speeds.of(attempt) : 0;
    return { host, run, generation, attempt: number, state, epoch, epochsPerSecond };
  }

  async function readOwnWish(): Promise<void> {
    const wish = workerWishSchema.safeParse(await redis.get(workerWishKey(identity.id)));
    if (wish.success) events.wished(wish.data);
  }

  async function beat(count: number): Promise<void> {
    await renew();
    await wishes.read();
    wishes.listen();
    await announce();
    await readOwnWish();
    if (count % beatsPerLook === 0) await lookForVersions();
    // A ping detects a silent connection, which is then renewed.
    if (subscriber.status === 'ready') subscriber.ping().catch(() => undefined);
  }

  async function run(): Promise<void> {
    const trouble = commandTrouble(context);
    for (let count = 0; !ending.signal.aborted; count++) {
      try {
        await beat(count);
        trouble(null);
      } catch (thrown) {
        if (ending.signal.aborted) return;
        trouble(thrown);
      }
      events.beat();
      await delay(timing.heartbeatMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  run().catch(onDefect);
  return {
    beginning({ data }) {
      wishes.listen();
      wishes.read(data.host).catch(() => undefined); // the next beat tries again
    },
    end() {
      ending.abort();
      subscriber.disconnect();
    },
  };
}
