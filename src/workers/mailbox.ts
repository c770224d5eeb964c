import { setImmediate } from 'node:timers/promises';
import type { TrainerReport, TrainerRequest } from './protocol.ts';

/** Maximum batches sent but not yet stored; beyond it the trainer waits, so that a slow disk slows training but loses nothing. */
const maxUnacknowledged = 4;

/** Requests about a run while it trains, and its answers. */
export interface Mailbox {
  readonly runId: string;
  post(report: TrainerReport): void;
  /** Receives a request about this run. */
  receive(request: TrainerRequest): void;
  /**
   * Handles incoming requests, and waits while the run is paused. False if it must stop.
   * @param beforePause what must be done before the run counts as paused
   */
  waitWhilePaused(beforePause?: () => Promise<void>): Promise<boolean>;
  /** Requests a chunk of the run's table. */
  wantTable(chunk: number): Promise<Uint8Array | null>;
  /** Posts the next batch of rows, once there is room for it. Does not keep a reference to `rows`. */
  sendRows(rows: Float64Array, rowCount: number): Promise<void>;
}

export function createMailbox(runId: string, post: (report: TrainerReport) => void): Mailbox {
  let paused = false;
  let stopped = false;
  let unacknowledged = 0;
  let sequence = 0;
  let wake: () => void = () => undefined;
  let takeChunk: (bytes: Uint8Array | null) => void = () => undefined;
  const nextRequest = (): Promise<void> => new Promise((resolve) => (wake = resolve));

  return {
    runId,
    post,
    receive(request) {
      const { kind } = request;
      if (kind === 'pause') paused = true;
      else if (kind === 'continue') paused = false;
      else if (kind === 'stop') stopped = true;
      else if (kind === 'epochsStored') unacknowledged -= 1;
      else if (kind === 'tableChunk') takeChunk(request.bytes);
      wake();
    },
    async waitWhilePaused(beforePause) {
      await setImmediate();
      if (paused && !stopped) {
        await beforePause?.();
        post({ kind: 'paused', runId });
        while (paused && !stopped) await nextRequest();
        if (!stopped) post({ kind: 'continued', runId });
      }
      return !stopped;
    },
    wantTable(chunk) {
      return new Promise((resolve) => {
        takeChunk = resolve;
        post({ kind: 'tableWanted', runId, chunk });
      });
    },
    async sendRows(rows, rowCount) {
      // A run that must stop sends what it has and ends: these are its last rows.
      while (unacknowledged >= maxUnacknowledged && !stopped) await nextRequest();
      // A copy of exactly these rows: structured clone would send the whole buffer behind a view.
      post({ kind: 'epochs', runId, sequence, rows: rows.slice(), rowCount });
      sequence += 1;
      unacknowledged += 1;
    },
  };
}
