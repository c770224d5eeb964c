import type { Activity, RunStatus, RunSummary } from '#api';

type LiveStatus = Activity['live'][number]['status'];

/** A run of this host that is queued, running or paused. */
interface LiveRun {
  readonly name: string;
  readonly epochs: number;
  status: LiveStatus;
  started: boolean;
  epochsDone: number;
}

/** What this host trains or has queued, in memory: asked many times a second. */
export interface LiveRuns {
  has(id: string): boolean;
  add(run: RunSummary): void;
  rename(id: string, name: string): void;
  start(id: string): void;
  record(id: string, epochs: number): void;
  pause(id: string): void;
  continue(id: string): void;
  remove(id: string): void;
  activity(): Activity;
  /** Resolves when none of the runs has one of these statuses, or after `timeoutMs`. */
  whenNone(ids: readonly string[], statuses: readonly RunStatus[], timeoutMs: number): Promise<void>;
}

export function createLiveRuns(onChange: () => void): LiveRuns {
  const runs = new Map<string, LiveRun>();
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
    add({ id, name, config }) {
      runs.set(id, { name, epochs: config.epochs, status: 'queued', started: false, epochsDone: 0 });
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
    record: (id, epochs) => change(id, (run) => (run.epochsDone += epochs)),
    pause: (id) => change(id, (run) => (run.status = 'paused')),
    // A run that was paused in the queue goes back to the queue.
    continue: (id) => change(id, (run) => (run.status = run.started ? 'running' : 'queued')),
    remove(id) {
      runs.delete(id);
      changed();
    },
    activity: () => ({
      live: [...runs].map(([id, { name, status, epochsDone, epochs }]) => ({
        id,
        name,
        status,
        epochsDone,
        epochs,
      })),
    }),
    whenNone(ids, statuses, timeoutMs) {
      return new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          waiting.delete(check);
          resolve();
        };
        const timer = setTimeout(finish, timeoutMs);
        const check = (): void => {
          const status = (id: string): RunStatus | undefined => runs.get(id)?.status;
          if (!ids.some((id) => statuses.some((unwanted) => unwanted === status(id)))) finish();
        };
        waiting.add(check);
        check();
      });
    },
  };
}
