import type { RunSummary } from '#api';
import type { Pool, TrainingJob } from '#workers';
import type { AwayPool } from './away-pool.ts';

/** How often to look for runs that can be trained here after all, in milliseconds. */
const lookIntervalMs = 5000;

/** Trains each run at its place: here, on workers, or wherever there is room first. */
export interface PlacedPool extends Omit<Pool, 'submit'> {
  /** Sends each live run to its place. */
  submit(runs: readonly RunSummary[]): void;
  /** Call when a run that was trained here has ended. */
  ended(id: string): void;
}

export interface PlacedPoolOptions {
  readonly here: Pool;
  readonly away: AwayPool;
  readonly size: number;
  readonly jobOf: (run: RunSummary) => TrainingJob;
  readonly onDefect: (error: unknown) => void;
}

export function createPlacedPool({
  here,
  away,
  size: first,
  jobOf,
  onDefect,
}: PlacedPoolOptions): PlacedPool {
  let size = first;
  let isHeld = false;
  let isClosed = false;
  /** Runs in the queue that may be trained here, in order. */
  const shared = new Map<string, RunSummary>();
  const trainedHere = new Set<string>();
  let taking: Promise<void> | null = null;

  function trainHere(run: RunSummary): void {
    trainedHere.add(run.id);
    here.submit(jobOf(run));
  }

  /** A single run, which somebody is waiting for, comes before runs of sweeps, as everywhere. */
  function nextShared(tried: ReadonlySet<string>): RunSummary | undefined {
    const waiting = [...shared.values()].filter(
      ({ id }) => !tried.has(id) && away.isQueued(id) && !away.isHeld(id),
    );
    return waiting.find(({ sweepId }) => sweepId === null) ?? waiting[0];
  }

  /** Takes runs out of the queue while there is room for them here. */
  async function takeShared(): Promise<void> {
    const tried = new Set<string>();
    while (!isHeld && !isClosed && trainedHere.size < size) {
      const run = nextShared(tried);
      if (run === undefined) return;
      tried.add(run.id);
      if (!(await away.release(run.id))) continue;
      shared.delete(run.id);
      trainHere(run);
    }
  }

  function look(): void {
    for (const id of shared.keys()) if (!away.has(id)) shared.delete(id);
    if (shared.size === 0) return;
    taking ??= takeShared()
      .catch(onDefect)
      .finally(() => (taking = null));
  }

  const timer = setInterval(look, lookIntervalMs).unref();
  const poolOf = (id: string): Pick<Pool, 'isQueued' | 'isHeld' | 'pause' | 'continue' | 'stop'> =>
    away.has(id) ? away : here;

  return {
    ...here,
    submit(runs) {
      const sent = runs.filter(({ place }) => place !== 'here' && away.isSet);
      for (const run of sent) if (run.place === 'both') shared.set(run.id, run);
      if (sent.length > 0) away.submit(sent);
      for (const run of runs) if (!sent.includes(run)) trainHere(run);
      look();
    },
    ended(id) {
      trainedHere.delete(id);
      look();
    },
    isQueued: (id) => poolOf(id).isQueued(id),
    isHeld: (id) => poolOf(id).isHeld(id),
    isHeldBack: (id) => !away.has(id) && here.isHeldBack(id),
    pause: (id) => poolOf(id).pause(id),
    continue: (id) => poolOf(id).continue(id),
    stop: (id) => poolOf(id).stop(id),
    hold(held) {
      isHeld = held;
      here.hold(held);
      look();
    },
    setSize(next) {
      size = next;
      here.setSize(next);
      look();
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await Promise.all([here.close(), away.close(), taking]);
    },
  };
}
