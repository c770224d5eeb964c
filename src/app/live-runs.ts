import type { Activity, RunStatus, RunSummary, Waiting } from '#api';

/** What trains, of all that goes on. */
export type LiveActivity = Omit<Activity, 'deleting' | 'folder' | 'held'>;

type LiveStatus = Activity['live'][number]['status'];

/** A run of this host that is queued, running or paused. */
interface LiveRun {
  readonly name: string;
  readonly epochs: number;
  status: LiveStatus;
  started: boolean;
  epochsDone: number;
  /** The epoch of its ancestors that is trained again; null when its own are. */
  replaying: number | null;
  /** How many threads train it; null if that was not measured yet. */
  threads: number | null;
  waiting: Waiting | null;
  /** It was asked to stop, and trains until the request arrives. */
  stopping: boolean;
}

/** What is waited for, without since when. */
export type Trouble = Omit<Waiting, 'since'>;

/** What this host trains or has queued, in memory: asked many times a second. */
export interface LiveRuns {
  has(id: string): boolean;
  /** Undefined for one that is not live here. */
  statusOf(id: string): LiveStatus | undefined;
  withStatus(statuses: readonly RunStatus[]): string[];
  add(run: RunSummary): void;
  rename(id: string, name: string): void;
  start(id: string): void;
  /** All epochs before `epochsDone` are stored; a run that goes on from a checkpoint sends some again. */
  record(id: string, epochsDone: number): void;
  replay(id: string, epoch: number): void;
  /** As it stands in the database, where another process has stored it. False if that was known. */
  follow(id: string, stored: { readonly status: LiveStatus; readonly epochsDone: number }): boolean;
  /** It waits for somebody to train it. */
  queue(id: string): void;
  setThreads(id: string, threads: number): void;
  pause(id: string): void;
  continue(id: string): void;
  /** It is to stop, and is live until it has. */
  stop(id: string): void;
  /** What it trained waits to be stored; null if it no longer does. False if that was known. */
  wait(id: string, trouble: Trouble | null): boolean;
  /** No training process can be started; null if one can. False if that was known. */
  waitForTrainers(trouble: Trouble | null): boolean;
  remove(id: string): void;
  /** Of these runs: how many wait, how many train, and the epochs that all of them lack, paused ones left out. */
  left(ids: readonly string[]): {
    readonly queued: number;
    readonly running: number;
    readonly epochsLeft: number;
  };
  /** @param heldBack why the host holds a run back that would train otherwise */
  activity(heldBack?: (id: string) => Waiting | null): LiveActivity;
  /** Resolves when none of the runs has one of these statuses, but for those that wait, or after `timeoutMs`. */
  whenNone(ids: readonly string[], statuses: readonly RunStatus[], timeoutMs: number): Promise<void>;
}

export function createLiveRuns(onChange: () => void): LiveRuns {
  const runs = new Map<string, LiveRun>();
  let trainers: Waiting | null = null;
  const waiting = new Set<() => void>();

  function change(id: string, apply: (run: LiveRun) => void): void {
    const run = runs.get(id);
    if (run) apply(run);
    changed();
  }
  function changed(): void {
    waiting.forEach((check) => check());
    onChange();
  }

  return {
    has: (id) => runs.has(id),
    statusOf: (id) => runs.get(id)?.status,
    withStatus: (statuses) => [...runs].flatMap(([id, run]) => (statuses.includes(run.status) ? [id] : [])),
    add({ id, name, config, epochsDone, status, startedAt }) {
      const { epochs } = config;
      runs.set(id, {
        name,
        epochs,
        // Runs that workers train may be anything by now.
        status: status === 'running' || status === 'paused' ? status : 'queued',
        started: status === 'running' || (status === 'paused' && startedAt !== null),
        epochsDone,
        replaying: null,
        threads: null,
        waiting: null,
        stopping: false,
      });
      changed();
    },
    rename(id, name) {
      const run = runs.get(id);
      if (!run) return;
      runs.set(id, { ...run, name });
      changed();
    },
    start: (id) =>
      change(id, (run) => {
        run.status = 'running';
        run.started = true;
      }),
    record: (id, epochsDone) =>
      change(id, (run) => {
        run.epochsDone = Math.max(run.epochsDone, epochsDone);
        run.replaying = null;
      }),
    replay: (id, epoch) => change(id, (run) => (run.replaying = epoch)),
    follow(id, { status, epochsDone }) {
      const run = runs.get(id);
      if (run === undefined || (run.status === status && run.epochsDone >= epochsDone)) return false;
      Object.assign(run, { status, epochsDone, started: run.started || status === 'running' });
      changed();
      return true;
    },
    queue: (id) => change(id, (run) => (run.status = 'queued')),
    setThreads: (id, threads) => change(id, (run) => (run.threads = threads)),
    pause: (id) => change(id, (run) => (run.status = 'paused')),
    // A run that was paused in the queue goes back to the queue.
    continue: (id) => change(id, (run) => (run.status = run.started ? 'running' : 'queued')),
    stop: (id) => change(id, (run) => (run.stopping = true)),
    wait(id, trouble) {
      const run = runs.get(id);
      if (run === undefined || isKnown(run.waiting, trouble)) return false;
      run.waiting = sinceNow(trouble);
      changed();
      return true;
    },
    waitForTrainers(trouble) {
      if (isKnown(trainers, trouble)) return false;
      trainers = sinceNow(trouble);
      changed();
      return true;
    },
    remove(id) {
      runs.delete(id);
      changed();
    },
    left(ids) {
      const asked = ids.flatMap((id) => runs.get(id) ?? []).filter(({ status }) => status !== 'paused');
      const count = (wanted: LiveStatus): number => asked.filter(({ status }) => status === wanted).length;
      return {
        queued: count('queued'),
        running: count('running'),
        epochsLeft: asked.reduce((sum, { epochs, epochsDone }) => sum + Math.max(0, epochs - epochsDone), 0),
      };
    },
    activity: (heldBack = () => null) => summarize(runs, trainers, heldBack),
    whenNone(ids, statuses, timeoutMs) {
      return new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          waiting.delete(check);
          resolve();
        };
        const timer = setTimeout(finish, timeoutMs);
        const check = (): void => {
          // What waits for a disk may do so for hours.
          const isAwaited = (id: string): boolean => {
            const run = runs.get(id);
            return run !== undefined && run.waiting === null && statuses.includes(run.status);
          };
          if (!ids.some(isAwaited)) finish();
        };
        waiting.add(check);
        check();
      });
    },
  };
}

const maxListed = 20;
const order: Readonly<Record<LiveStatus, number>> = { running: 0, paused: 1, queued: 2 };

/** Whether what is waited for is the same as before. */
export function isKnown(before: Waiting | null, trouble: Trouble | null): boolean {
  return before?.reason === trouble?.reason;
}

/** With the time at which it began. */
export function sinceNow(trouble: Trouble | null): Waiting | null {
  return trouble && { ...trouble, since: new Date().toISOString() };
}

function summarize(
  runs: ReadonlyMap<string, LiveRun>,
  trainers: Waiting | null,
  heldBack: (id: string) => Waiting | null,
): LiveActivity {
  let epochs = 0;
  let epochsDone = 0;
  let runningRuns = 0;
  let pausedRuns = 0;
  for (const run of runs.values()) {
    epochs += run.epochs;
    epochsDone += run.epochsDone;
    if (run.status === 'running') runningRuns++;
    if (run.status === 'paused') pausedRuns++;
  }
  const listed = [...runs].sort(([, a], [, b]) => order[a.status] - order[b.status]).slice(0, maxListed);
  return {
    liveRuns: runs.size,
    runningRuns,
    pausedRuns,
    progress: epochs === 0 ? 0 : epochsDone / epochs,
    trainers,
    stopping: [...runs].flatMap(([id, { stopping }]) => (stopping ? [id] : [])),
    live: listed.map(([id, run]) => ({
      id,
      name: run.name,
      status: run.status,
      epochsDone: run.epochsDone,
      epochs: run.epochs,
      replaying: run.replaying,
      threads: run.threads,
      waiting: run.waiting ?? heldBack(id),
    })),
  };
}
