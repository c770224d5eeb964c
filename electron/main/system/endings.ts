import { isLive, type RunStatus, type RunSummary, type SweepSummary } from '#api';

/** A run or sweep that has ended by itself. */
export type Ending =
  | { readonly kind: 'run'; readonly run: RunSummary }
  | { readonly kind: 'sweep'; readonly sweep: SweepSummary };

export interface EndingsOptions {
  /** Shorter ones are not told of, in milliseconds. */
  readonly minimumMs: number;
  /** A clock, in milliseconds. */
  readonly now: () => number;
  /** Null for a sweep that is gone. */
  readonly readSweep: (id: string) => Promise<SweepSummary | null>;
  readonly onEnding: (ending: Ending) => void;
}

/**
 * Finds, in what the app tells of its runs, those that ended by themselves after `minimumMs` of being live here. The runs of a
 * sweep are told of as one, when the last of them has ended. Resolves when what was heard has been looked into.
 */
export function createEndings(options: EndingsOptions): (runs: readonly RunSummary[]) => Promise<void> {
  const { minimumMs, now, readSweep, onEnding } = options;
  /** Since when a run or sweep trains here, by id. What others train never comes in. */
  const since = new Map<string, number>();
  const isLong = (id: string): boolean => now() - (since.get(id) ?? Infinity) >= minimumMs;

  function begin(run: RunSummary): void {
    if (run.status !== 'running') return;
    for (const id of [run.id, run.sweepId]) if (id !== null && !since.has(id)) since.set(id, now());
  }

  function endRun(run: RunSummary): void {
    const isTold = run.sweepId === null && isLong(run.id) && endsByItself(run.status);
    since.delete(run.id);
    if (isTold) onEnding({ kind: 'run', run });
  }

  async function endSweep(id: string): Promise<void> {
    const sweep = await readSweep(id);
    if (sweep !== null && liveIn(sweep) > 0) return;
    const isTold = isLong(id);
    since.delete(id);
    // Where somebody stopped it, nobody has to be told.
    if (isTold && sweep !== null && sweep.counts.stopped === 0) onEnding({ kind: 'sweep', sweep });
  }

  return async (runs) => {
    const sweeps = new Set<string>();
    for (const run of runs) {
      begin(run);
      if (isLive(run.status) || !since.has(run.id)) continue;
      endRun(run);
      if (run.sweepId !== null) sweeps.add(run.sweepId);
    }
    for (const id of sweeps) if (since.has(id)) await endSweep(id);
  };
}

/** All but `stopped`, which somebody did. */
function endsByItself(status: RunStatus): boolean {
  return status === 'completed' || status === 'diverged' || status === 'failed' || status === 'interrupted';
}

function liveIn({ counts }: SweepSummary): number {
  return counts.queued + counts.running + counts.paused;
}
