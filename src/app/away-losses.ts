import type { Submission } from '#workers';
import type { Log } from './log/index.ts';

/** A run whose data was lost more often than this is not submitted again. The other two: the first and the longest wait before a run is. */
const maxLosses = 10;
const firstRetryMs = 100;
const lastRetryMs = 30_000;

/** Handles runs of which the queue lost something. */
export interface AwayLosses {
  /** The queue lost some of their data, or lacks them entirely: they are submitted again, with increasing delays. */
  handle(lost: readonly Submission[]): void;
  forget(id: string): void;
  close(): void;
}

export interface AwayLossesOptions {
  /** How a run was last submitted to the queue; undefined if it is not there. */
  readonly submissionOf: (id: string) => Submission | undefined;
  readonly giveAgain: (id: string) => void;
  /** Called when data of the run was lost too often. */
  readonly giveUp: (id: string, error: string) => void;
  readonly log: Log;
}

export function createAwayLosses({ submissionOf, giveAgain, giveUp, log }: AwayLossesOptions): AwayLosses {
  const counts = new Map<string, number>();
  const waiting = new Map<string, NodeJS.Timeout>();

  function retry(id: string, losses: number): void {
    waiting.delete(id);
    if (losses <= maxLosses) giveAgain(id);
    else giveUp(id, `some of its data was lost in the queue ${losses} times; see the log`);
  }

  return {
    handle(lost) {
      for (const { id, generation } of lost) {
        if (submissionOf(id)?.generation !== generation || waiting.has(id)) continue;
        const losses = (counts.get(id) ?? 0) + 1;
        counts.set(id, losses);
        log.write('warning', `some data of run ${id} was lost in the queue: the run is queued again`);
        const delayMs = Math.min(lastRetryMs, firstRetryMs * 2 ** losses);
        waiting.set(id, setTimeout(() => retry(id, losses), delayMs).unref());
      }
    },
    forget(id) {
      counts.delete(id);
      clearTimeout(waiting.get(id));
      waiting.delete(id);
    },
    close() {
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  };
}
