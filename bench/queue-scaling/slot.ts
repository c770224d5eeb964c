import type { Clock } from './clock.ts';
import { epochsPerBatch, type Figures } from './figures.ts';

/** Epochs on their way to the history, and what comes with them. */
export interface Batch {
  readonly trainedAt: number;
  readonly epochs: number;
  readonly hasCheckpoint: boolean;
  /** True for the last batch of its run. */
  readonly endsRun: boolean;
}

/** Sends a batch, and calls `then` when Redis has it. */
export type Send = (batch: Batch, then: () => void) => void;

/** Trains one run after the other for ever, from `place` (0 to 1) in the first one's epochs. */
export function startSlot(clock: Clock, figures: Figures, send: Send, place: number): void {
  const { epochsPerRun, epochsPerSecond, secondsPerCheckpoint, turnaroundSeconds, window } = figures;
  let left = Math.max(1, Math.round(epochsPerRun * (1 - place)));
  let keptAt = -place * secondsPerCheckpoint;
  let onTheirWay = 0;
  let waiting: Batch | null = null;

  function train(): void {
    const epochs = Math.min(epochsPerBatch(figures), left);
    const endsRun = epochs === left;
    clock.after(epochs / epochsPerSecond + (endsRun ? turnaroundSeconds : 0), () => {
      left = endsRun ? epochsPerRun : left - epochs;
      const hasCheckpoint = clock.now - keptAt >= secondsPerCheckpoint;
      if (hasCheckpoint) keptAt = clock.now;
      offer({ trainedAt: clock.now, epochs, hasCheckpoint, endsRun });
    });
  }

  function offer(batch: Batch): void {
    if (onTheirWay === window) return void (waiting = batch);
    onTheirWay += 1;
    send(batch, () => {
      onTheirWay -= 1;
      const next = waiting;
      waiting = null;
      if (next !== null) offer(next);
    });
    train();
  }

  train();
}
