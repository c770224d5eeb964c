import type { RunSummary, Waiting } from '#api';
import type { AwayRun, Store } from '#storage';
import type { QueueConnector, QueuedRun, RunOutcome, RunQueue } from '#workers';
import type { EventHub } from './event-hub.ts';
import { createAwayFollower } from './away-follower.ts';
import { createAwayHost } from './away-host.ts';
import { createAwayLosses } from './away-losses.ts';
import { createAwayWishes } from './away-wishes.ts';
import type { EndRun } from './end-writer.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { sinceNow, type LiveRuns } from './live-runs.ts';
import type { Log } from './log/index.ts';
import { retryPassing } from './retry-passing.ts';
import type { SeenQueue } from './worker-handlers.ts';

/** How long a worker has to stop a run when asked, in milliseconds; after that the run is stopped without it. */
const stopTimeoutMs = 10_000;

/** Trains runs on the workers of a queue. Calls about runs that it does not have are ignored. */
export interface AwayPool {
  has(id: string): boolean;
  readonly isSet: boolean;
  /** The queue as it was set, with a view of who works for it; null if none is set. */
  readonly seen: SeenQueue | null;
  /** Switches to a different queue, or to none. Runs of the previous queue are submitted to the new one. */
  setQueue(connector: QueueConnector | null): Promise<void>;
  /** Submits live runs to the queue. */
  submit(runs: readonly RunSummary[]): void;
  /** Continues with runs that are already in the queue. */
  adopt(runs: readonly RunSummary[]): Promise<void>;
  /** Takes back a run that no worker has. False if a worker has it. */
  release(id: string): Promise<boolean>;
  /** Call when another process has written: it may also store what workers send for this one. */
  follow(): Promise<void>;
  isQueued(id: string): boolean;
  isHeld(id: string): boolean;
  pause(id: string): void;
  continue(id: string): void;
  stop(id: string): void;
  /** Why the queue cannot be reached; null if it can. */
  readonly trouble: Waiting | null;
  /** Runs on workers continue. */
  close(): Promise<void>;
}

export interface AwayOptions {
  readonly store: Store;
  readonly endRun: EndRun;
  readonly live: LiveRuns;
  readonly events: EventHub;
  readonly log: Log;
  readonly onDefect: (error: unknown) => void;
  /** Identifies the data folder without revealing its path. */
  readonly folder: string;
  readonly stopTimeoutMs?: number;
}

export function createAwayPool(options: AwayOptions): AwayPool {
  const { store, endRun, live, events, log, onDefect } = options;
  const runs = new Map<string, QueuedRun>();
  const inTurn = createKeyedQueue();
  const closing = new AbortController();
  const insist = <Value>(call: () => Promise<Value>): Promise<Value> => retryPassing(call, closing.signal);
  let queue: RunQueue | null = null;
  let seen: (SeenQueue & { readonly view: { close(): void } }) | null = null;
  let trouble: Waiting | null = none();

  function tell(action: Promise<unknown>): void {
    action.catch((thrown: unknown) => {
      if (!closing.signal.aborted) onDefect(thrown);
    });
  }

  function setTrouble(next: Waiting | null): void {
    if (next?.reason === trouble?.reason) return;
    trouble = next;
    log.write(next === null ? 'info' : 'warning', next === null ? 'the queue can be used' : next.reason);
    events.activityChanged();
  }

  /** Remembers runs in the state that the store gave. */
  function keep(given: readonly AwayRun[], isBackground: (id: string) => boolean): QueuedRun[] {
    return given.map(({ id, generation, status }) => {
      const run = { id, generation, background: isBackground(id), held: status === 'paused' };
      runs.set(id, run);
      return run;
    });
  }

  async function send(given: readonly Pick<RunSummary, 'id' | 'sweepId'>[]): Promise<void> {
    const background = new Set(given.filter(({ sweepId }) => sweepId !== null).map(({ id }) => id));
    const sent = await insist(() => store.sendAway(given.map(({ id }) => id)));
    queue?.add(keep(sent, (id) => background.has(id)));
  }

  function forget(id: string, why: 'ended' | 'withdrawn'): void {
    // A run that ended before it was adopted has left something in the queue, too.
    const run = runs.get(id) ?? (why === 'ended' ? { id, generation: 0 } : null);
    if (run) queue?.forget(run, why);
    runs.delete(id);
    wishes.forget(id);
    losses.forget(id);
  }

  async function end(id: string, outcome: RunOutcome): Promise<void> {
    await insist(() => endRun(id, outcome));
    finish(id, outcome, 'withdrawn');
  }

  function finish(id: string, { status, error }: RunOutcome, why: 'ended' | 'withdrawn'): void {
    if (error) log.write('warning', `run ${id} ${status}: ${error}`);
    forget(id, why);
    live.remove(id);
    events.runsChanged([id]);
  }

  /** Takes a waiting run back for good: true once no worker has it or can report on it any more. */
  async function takeBack(id: string): Promise<boolean> {
    const run = runs.get(id);
    if (run === undefined || live.statusOf(id) !== 'queued') return false;
    // Without a queue to ask, a worker that may have the run can no longer reach this host.
    const isFree = trouble !== null || queue === null || (await queue.take(run));
    if (!isFree || live.statusOf(id) !== 'queued') return false;
    await insist(() => store.takeBack(id));
    forget(id, 'withdrawn');
    return true;
  }

  const losses = createAwayLosses({
    submissionOf: (id) => runs.get(id),
    giveAgain: (id) => tell(inTurn(id, () => giveAgain(id))),
    giveUp: (id, error) =>
      tell(inTurn(id, async () => (runs.has(id) ? end(id, { status: 'interrupted', error }) : undefined))),
    log,
  });

  async function giveAgain(id: string): Promise<void> {
    const run = runs.get(id);
    if (run === undefined) return;
    const sent = await insist(() => store.sendAway([id]));
    queue?.add(keep(sent, () => run.background));
  }

  const host = createAwayHost({
    ...{ store, live, events, log, onDefect, folder: options.folder, losses, finish, end },
    submissionOf: (id) => runs.get(id),
    setTrouble,
  });

  const follower = createAwayFollower({
    ...{ store, live, events },
    hears: () => queue === null || queue.hears,
    sent: () => [...runs.values()].flatMap(({ id, generation }) => (generation > 0 ? [id] : [])),
    forget: (id) => forget(id, 'ended'),
  });

  const wishes = createAwayWishes({
    ...{ store, live, events, runs, insist, takeBack, send },
    queue: () => queue,
    stopped: (id) => end(id, { status: 'stopped' }),
    later: (id, action) => tell(inTurn(id, action)),
    stopTimeoutMs: options.stopTimeoutMs ?? stopTimeoutMs,
  });

  return {
    has: (id) => runs.has(id) || wishes.isParked(id),
    get isSet() {
      return queue !== null;
    },
    get seen() {
      return seen;
    },
    async setQueue(connector) {
      const before = queue;
      queue = null;
      seen?.view.close();
      seen = null;
      await before?.close();
      setTrouble(connector === null ? none() : null);
      if (connector === null) return;
      const id = await store.folderId();
      queue = connector.open(host(id));
      seen = { view: connector.view(id), source: connector.source };
    },
    submit(given) {
      for (const { id, sweepId } of given)
        runs.set(id, { id, generation: 0, background: sweepId !== null, held: false });
      const sending = send(given);
      tell(sending);
      // Whatever is asked of a run meanwhile waits until it is sent.
      for (const { id } of given) tell(inTurn(id, () => sending.catch(() => undefined)));
    },
    async adopt(given) {
      const background = new Set(given.filter(({ sweepId }) => sweepId !== null).map(({ id }) => id));
      const wanted = new Set(given.map(({ id }) => id));
      const away = (await store.awayRuns()).filter(({ id }) => wanted.has(id));
      // Runs that the queue lacks are detected once everything that workers sent has been received.
      keep(away, (id) => background.has(id));
      for (const { id } of given) if (!runs.has(id) && (await follower.isOver(id))) live.remove(id);
    },
    follow: follower.follow,
    release: (id) => inTurn(id, () => takeBack(id)),
    isQueued: (id) => runs.has(id) && live.statusOf(id) === 'queued',
    isHeld: (id) => wishes.isParked(id) || runs.get(id)?.held === true,
    pause: (id) => tell(inTurn(id, () => wishes.pause(id))),
    continue: (id) => tell(inTurn(id, () => wishes.continue(id))),
    stop: (id) => tell(inTurn(id, () => wishes.stop(id))),
    get trouble() {
      return trouble;
    },
    async close() {
      closing.abort();
      wishes.close();
      losses.close();
      seen?.view.close();
      await queue?.close();
    },
  };
}

/** The trouble reported while no queue is set. */
function none(): Waiting | null {
  return sinceNow({
    reason: 'no queue is set, so its workers cannot be reached',
    advice: 'set one with --queue or in Settings, or stop the run',
  });
}
