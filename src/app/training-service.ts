import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { AppError, type Place, type RunStatus, type RunSummary, type Waiting } from '#api';
import type { Store } from '#storage';
import { createPool, type QueueConnector, type TrainerLauncher } from '#workers';
import { createAwayPool } from './away-pool.ts';
import type { Compute } from './compute.ts';
import type { EventHub } from './event-hub.ts';
import { createEndWriter } from './end-writer.ts';
import { isKnown, sinceNow, type LiveRuns, type Trouble } from './live-runs.ts';
import type { Log } from './log/index.ts';
import { tableChunksOf } from './table-of-run.ts';
import { createPlacedPool } from './placed-pool.ts';
import { createTrainingListener } from './training-listener.ts';
import { createTaskReader } from './training-task.ts';
import type { SeenQueue } from './worker-handlers.ts';

/** Long enough to see a stop, which is enforced after 3 seconds; a pause only waits for the current epoch. In milliseconds. */
const transitionTimeoutMs = 5000;

/** Trains the runs of this host and keeps the store and the clients up to date. */
export interface TrainingService {
  /** Queues runs that are stored as queued. */
  submit(runs: readonly RunSummary[]): void;
  /** Follows runs that workers are already training. */
  adopt(runs: readonly RunSummary[]): Promise<void>;
  /** Call when another process has written. */
  follow(): Promise<void>;
  /** Switches to a different queue, or to none. Workers continue training; runs of the previous queue are submitted to the new one. */
  setQueue(queue: QueueConnector | null): Promise<void>;
  readonly hasQueue: boolean;
  /** The queue as it was set, with a view of who works for it; null if none is set. */
  readonly queue: SeenQueue | null;
  /** True for a run in the queue or on a worker: it continues when this host closes. */
  isAway(id: string): boolean;
  /** Throws conflict for a place that needs a queue if none is set. */
  requirePlace(place: Place): void;
  /**
   * Where to train a run whose stored place is `stored`: at `asked` if given, otherwise at its stored place if a queue is set, otherwise
   * here.
   */
  placeOf(stored: Place, asked: Place | undefined): Place;
  /** Resumes ended runs, see `Store.reopenRuns`, at their places or a different one. */
  reopen(
    ids: readonly string[],
    how?: { readonly epochs?: number | undefined; readonly place?: Place | undefined },
  ): Promise<RunSummary[]>;
  /** Marks a queued run that can never train as failed, with the reason. */
  refuse(id: string, reason: string): Promise<void>;
  /** Without ids, these three act on all runs to which they apply. */
  pause(ids?: readonly string[]): Promise<RunSummary[]>;
  continue(ids?: readonly string[]): Promise<RunSummary[]>;
  stop(ids?: readonly string[]): Promise<RunSummary[]>;
  /** Applies the current values of `compute`. */
  followCompute(): void;
  /** Puts training on hold for a reason: running runs pause and none starts. null releases it, except for runs that the user paused. */
  hold(reason: Trouble | null): void;
  /** Why all training is on hold; null if it is not. */
  readonly held: Waiting | null;
  /** The same for a single run; the user may continue it nevertheless. */
  heldBack(id: string): Waiting | null;
  /** Interrupts training runs, keeps queued ones, and resolves when every row is stored, or after about 5 seconds. */
  close(): Promise<void>;
}

export interface TrainingOptions {
  readonly store: Store;
  readonly dataDir: string;
  readonly launcher: TrainerLauncher;
  readonly compute: Pick<Compute, 'cores' | 'concurrency' | 'threads'>;
  readonly events: EventHub;
  readonly live: LiveRuns;
  readonly log: Log;
  /** Called before the training time of a run is computed. */
  readonly beforeTimeIsTaken?: () => void;
  /** Called when an overview of a run's curves may be due. */
  readonly onMoreCurves?: () => unknown;
  /** Receives errors that no user caused. */
  readonly onDefect: (error: unknown) => void;
}

export function createTrainingService(options: TrainingOptions): TrainingService {
  const { store, dataDir, launcher, compute, events, live, log, onDefect, beforeTimeIsTaken, onMoreCurves } =
    options;

  const endRun = createEndWriter(store);
  const listener = createTrainingListener({
    ...{ store, endRun, events, live, log, beforeTimeIsTaken },
    onMoreCurves: () => void onMoreCurves?.(),
    ended: (id) => pool.ended(id),
  });
  const readTask = createTaskReader(store);
  const away = createAwayPool({
    ...{ store, endRun, live, events, log, onDefect },
    folder: nameOfFolder(dataDir),
  });
  const pool = createPlacedPool({
    ...{ away, size: compute.concurrency, onDefect },
    here: createPool({
      ...{ launcher, listener, onDefect },
      ...{ size: compute.concurrency, cores: compute.cores.cores, threads: compute.threads },
    }),
    jobOf: ({ id, sweepId, config }) => ({
      ...{ id, task: () => readTask(id), background: sweepId !== null },
      tableChunk: tableChunksOf(store, config.dataset),
    }),
  });
  let held: Waiting | null = null;

  /** Checks all runs before changing any, so that a refusal changes nothing. */
  async function requireStatus(
    action: string,
    ids: readonly string[],
    allowed: readonly RunStatus[],
  ): Promise<void> {
    for (const { id, name, status } of await store.getRuns(ids)) {
      const details = { id, status };
      if (!allowed.includes(status)) {
        const only = `only a run that is ${allowed.join(' or ')} can be`;
        throw new AppError('conflict', `run ${name} (${id}) is ${status} and cannot be ${action}: ${only}`, {
          details,
        });
      }
      if (!live.has(id)) {
        const message = `run ${name} (${id}) is training in another process; it can only be ${action} there`;
        throw new AppError('conflict', message, { details });
      }
    }
  }

  async function move(
    action: string,
    asked: readonly string[] | undefined,
    from: readonly RunStatus[],
    apply: (id: string) => void,
    everyOne: () => readonly string[] = () => live.withStatus(from),
  ): Promise<RunSummary[]> {
    const ids = asked ?? everyOne();
    // A request for all live runs skips those that cannot be changed: one may just be ending.
    if (asked !== undefined) await requireStatus(action, asked, from);
    // Queued runs come first: a running run that makes room would start the next in the queue, only for that to be moved as well.
    const waiting = new Set(ids.filter(pool.isQueued));
    for (const id of [...waiting, ...ids.filter((id) => !waiting.has(id))]) apply(id);
    await live.whenNone(ids, from, transitionTimeoutMs);
    return (await store.findRuns(ids)).runs;
  }

  function stopRun(id: string): void {
    live.stop(id);
    pool.stop(id);
  }

  /** Includes runs that were asked to pause but cannot be stored as paused yet: the latest request counts. */
  const everyPaused = (): string[] =>
    live.withStatus(['queued', 'running', 'paused']).filter((id) => pool.isHeld(id));

  const heldBack = (id: string): Waiting | null =>
    away.has(id) ? away.trouble : pool.isHeldBack(id) ? held : null;
  /** The user can also pause what the host has paused; then it stays paused. */
  const everyUnpaused = (): string[] => [
    ...live.withStatus(['queued', 'running']),
    ...live.withStatus(['paused']).filter((id) => pool.isHeldBack(id)),
  ];

  function submit(runs: readonly RunSummary[]): void {
    for (const run of runs) live.add(run);
    pool.submit(runs);
    events.runsChanged(runs.map(({ id }) => id));
  }

  function requirePlace(place: Place): void {
    if (place === 'here' || away.isSet) return;
    throw new AppError(
      'conflict',
      `got place ${place}, but no queue is set; allowed without a queue: here. Set one with --queue or in Settings`,
    );
  }

  return {
    get held() {
      return held;
    },
    heldBack,
    hold(reason) {
      if (isKnown(held, reason)) return;
      held = sinceNow(reason);
      log.write(
        'info',
        reason === null ? 'training is no longer on hold' : `training is on hold: ${reason.reason}`,
      );
      pool.hold(reason !== null);
      events.activityChanged();
    },
    submit,
    requirePlace,
    placeOf: (stored, asked) => asked ?? (away.isSet ? stored : 'here'),
    async adopt(runs) {
      for (const run of runs) live.add(run);
      await away.adopt(runs);
      events.runsChanged(runs.map(({ id }) => id));
    },
    follow: away.follow,
    setQueue: away.setQueue,
    get hasQueue() {
      return away.isSet;
    },
    get queue() {
      return away.seen;
    },
    isAway: away.has,
    async reopen(ids, { epochs, place } = {}) {
      if (ids.length === 0) return [];
      requirePlace(place ?? 'here');
      const runs = await store.reopenRuns(ids, epochs, away.isSet ? place : 'here');
      submit(runs);
      return runs;
    },
    refuse: async (id, error) => listener.ended(id, { status: 'failed', error }),
    pause: (ids) => move('paused', ids, ['queued', 'running'], (id) => pool.pause(id), everyUnpaused),
    continue: (ids) => move('continued', ids, ['paused'], (id) => pool.continue(id), everyPaused),
    stop: (ids) => move('stopped', ids, ['queued', 'running', 'paused'], stopRun),
    followCompute() {
      pool.setCores(compute.cores.cores);
      pool.setThreads(compute.threads);
      pool.setSize(compute.concurrency);
    },
    close: () => pool.close(),
  };
}

function nameOfFolder(dataDir: string): string {
  return createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 32);
}
