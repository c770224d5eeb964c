import type { Submission } from '#workers';
import type { Log } from './log/index.ts';

/** A run of which something was lost so often is not given to the queue again; the first and the longest wait until it is. */
const maxLosses = 10;
const firstRetryMs = 100;
const lastRetryMs = 30_000;

/** What a queue lost of runs that it had. */
export interface AwayLosses {
  /** Some of their data was lost, or the queue lacks them: they are queued again, with increasing delays. */
  handle(lost: readonly Submission[]): void;
  forget(id: string): void;
  close(): void;
}

export interface AwayLossesOptions {
  /** How a run was given to the queue last; undefined when it is not there. */
  readonly submissionOf: (id: string) => Submission | undefined;
  readonly giveAgain: (id: string) => void;
  /** Too much was lost of it. */
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
