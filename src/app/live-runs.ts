import type { Activity, RunStatus, RunSummary, Waiting } from '#api';

/** The part of all activity that concerns training. */
export type LiveActivity = Omit<Activity, 'deleting' | 'folder' | 'held'>;

type LiveStatus = Activity['live'][number]['status'];

/** A run of this host that is queued, running or paused. */
interface LiveRun {
  readonly name: string;
  readonly epochs: number;
  status: LiveStatus;
  started: boolean;
  epochsDone: number;
  /** The epoch of its ancestors being retrained; null once its own epochs are trained. */
  replaying: number | null;
  /** How many threads train it; null while not yet measured. */
  threads: number | null;
  waiting: Waiting | null;
  /** It was asked to stop, and trains until the request arrives. */
  stopping: boolean;
}

/** What is being waited for, without since when. */
export type Trouble = Omit<Waiting, 'since'>;

/** What this host trains or has queued, in memory, because it is read many times a second. */
export interface LiveRuns {
  has(id: string): boolean;
  /** Undefined for a run that is not live here. */
  statusOf(id: string): LiveStatus | undefined;
  /** How many epochs of it are stored; 0 for a run that is not live here. */
  epochsOf(id: string): number;
  withStatus(statuses: readonly RunStatus[]): string[];
  add(run: RunSummary): void;
  rename(id: string, name: string): void;
  start(id: string): void;
  /** All epochs before `epochsDone` are stored; a run that continues from a checkpoint sends some again. */
  record(id: string, epochsDone: number): void;
  replay(id: string, epoch: number): void;
  /** Sets the state that another process has stored. False if it was already known. */
  follow(id: string, stored: { readonly status: LiveStatus; readonly epochsDone: number }): boolean;
  /** The run waits for a trainer. */
  queue(id: string): void;
  setThreads(id: string, threads: number): void;
  pause(id: string): void;
  continue(id: string): void;
  /** The run is asked to stop, and stays live until it has. */
  stop(id: string): void;
  /** What the run trained waits to be stored; null if no longer. False if that was already known. */
  wait(id: string, trouble: Trouble | null): boolean;
  /** Training processes cannot be started; null if they can. False if that was already known. */
  waitForTrainers(trouble: Trouble | null): boolean;
  remove(id: string): void;
  /** How many of these runs are queued, how many are running, and how many epochs all of them lack, not counting paused runs. */
  left(ids: readonly string[]): {
    readonly queued: number;
    readonly running: number;
    readonly epochsLeft: number;
  };
  /** @param heldBack why the host holds back a run that would otherwise train */
  activity(heldBack?: (id: string) => Waiting | null): LiveActivity;
  /** Resolves when none of the runs, except waiting ones, has one of these statuses, or after `timeoutMs`. */
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
    epochsOf: (id) => runs.get(id)?.epochsDone ?? 0,
    withStatus: (statuses) => [...runs].flatMap(([id, run]) => (statuses.includes(run.status) ? [id] : [])),
    add({ id, name, config, epochsDone, status, startedAt }) {
      const { epochs } = config;
      runs.set(id, {
        name,
        epochs,
        // Runs trained by workers may have any status by now.
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
    // A run that was paused while queued goes back to the queue.
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
          // A run that waits for a disk may do so for hours.
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

/** Whether the trouble is the same as before. */
export function isKnown(before: Waiting | null, trouble: Trouble | null): boolean {
  return before?.reason === trouble?.reason;
}

/** Adds the time at which it began, which is now. */
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
