import { isLive, liveCount, type RunStatus, type RunSummary, type SweepSummary } from '#api';

/** A sweep, or the confirmation of its choice, whose runs have ended. */
export type EndedSweep = Pick<SweepSummary, 'counts' | 'id' | 'name'> & { readonly isConfirmation: boolean };

/** A run or sweep that ended on its own. */
export type Ending =
  | { readonly kind: 'run'; readonly run: RunSummary }
  | { readonly kind: 'sweep'; readonly sweep: EndedSweep };

export interface EndingsOptions {
  /** Shorter runs get no notification, in milliseconds. */
  readonly minimumMs: number;
  /** A clock, in milliseconds. */
  readonly now: () => number;
  /** The sweep that a run belongs to, or its confirmation; null if it is gone. */
  readonly readSweep: (sweepId: string, confirmationId: string | null) => Promise<EndedSweep | null>;
  readonly onEnding: (ending: Ending) => void;
}

/**
 * Detects, from events about runs, those that ended on their own after being live here for `minimumMs`. The runs of a sweep are reported
 * together when the last has ended. Resolves when the event has been processed.
 */
export function createEndings(options: EndingsOptions): (runs: readonly RunSummary[]) => Promise<void> {
  const { minimumMs, now, readSweep, onEnding } = options;
  /** When a run, sweep or confirmation started training here, by id. Runs trained elsewhere are never added. */
  const since = new Map<string, number>();
  /** Runs that train here, by sweep or confirmation: while there are any, there is no need to check whether it has ended. */
  const training = new Map<string, Set<string>>();
  const isLong = (id: string): boolean => now() - (since.get(id) ?? Infinity) >= minimumMs;

  function begin(run: RunSummary): void {
    const group = groupOf(run);
    for (const id of [run.id, group]) if (id !== null && !since.has(id)) since.set(id, now());
    if (group !== null) training.set(group, (training.get(group) ?? new Set()).add(run.id));
  }

  function endRun(run: RunSummary): void {
    const group = groupOf(run);
    if (group === null && isLong(run.id) && endsByItself(run.status)) onEnding({ kind: 'run', run });
    since.delete(run.id);
    if (group !== null) training.get(group)?.delete(run.id);
  }

  async function endSweep({ sweepId, confirmationId }: RunSummary, group: string): Promise<void> {
    const sweep = await readSweep(sweepId!, confirmationId);
    if (sweep !== null && liveCount(sweep.counts) > 0) return;
    const isReported = isLong(group);
    since.delete(group);
    training.delete(group);
    // The user knows of a sweep with a run that they stopped.
    if (isReported && sweep !== null && sweep.counts.stopped === 0) onEnding({ kind: 'sweep', sweep });
  }

  return async (runs) => {
    const ended = runs.filter((run) => !isLive(run.status) && since.has(run.id));
    for (const run of runs) if (run.status === 'running') begin(run);
    ended.forEach(endRun);
    const last = new Map(ended.map((run) => [groupOf(run), run]));
    for (const [group, run] of last) {
      if (group !== null && training.get(group)?.size === 0) await endSweep(run, group);
    }
  };
}

/** A confirmation's runs belong to none of the cells of its sweep, and end separately. */
function groupOf({ sweepId, confirmationId }: RunSummary): string | null {
  return confirmationId ?? sweepId;
}

/** Every final status except `stopped`, which the user caused. */
function endsByItself(status: RunStatus): boolean {
  return !isLive(status) && status !== 'stopped';
}
