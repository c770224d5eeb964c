import { setImmediate } from 'node:timers/promises';
import { createTraining, type FinalMetrics, type TrainingConfig } from '#engine';
import type { RunOutcome, TrainerReport, TrainerRequest } from './protocol.ts';

/** Work between two looks at the mailbox, in milliseconds: how late a pause or a stop can be noticed. */
const sliceMs = 30;
/** Rows wait at most about this long before they are sent. */
const flushMs = 75;
/** A batch is sent when it holds this many rows: the host stores it in a few milliseconds. */
const rowsPerBatch = 512;
/** Batches sent and not yet stored; beyond it the trainer waits, so that a slow disk slows training and loses nothing. */
const maxUnacknowledged = 4;

/** A run in this process. */
export interface RunLoop {
  /** Takes a request that concerns this run. */
  receive(request: TrainerRequest): void;
  /** Trains to the end and resolves to the outcome, when every row was sent. Never rejects. */
  run(): Promise<RunOutcome>;
}

/** Drives one training in slices, and turns its rows into batches. */
export function createRunLoop(
  runId: string,
  config: TrainingConfig,
  post: (report: TrainerReport) => void,
): RunLoop {
  let paused = false;
  let stopped = false;
  let unacknowledged = 0;
  let sequence = 0;
  let wake: () => void = () => undefined;
  const nextRequest = (): Promise<void> => new Promise((resolve) => (wake = resolve));

  function receive(request: TrainerRequest): void {
    if (request.kind === 'pause') paused = true;
    else if (request.kind === 'continue') paused = false;
    else if (request.kind === 'stop') stopped = true;
    else if (request.kind === 'epochsStored') unacknowledged -= 1;
    wake();
  }

  async function send(rows: Float64Array, rowCount: number): Promise<void> {
    if (rowCount === 0) return;
    while (unacknowledged >= maxUnacknowledged) await nextRequest();
    // A copy of exactly these rows: structured clone would send the whole buffer behind a view.
    post({ kind: 'epochs', runId, sequence, rows: rows.slice(), rowCount });
    sequence += 1;
    unacknowledged += 1;
  }

  async function pause(): Promise<void> {
    post({ kind: 'paused', runId });
    while (paused && !stopped) await nextRequest();
    if (!stopped) post({ kind: 'continued', runId });
  }

  async function train(): Promise<RunOutcome> {
    const training = createTraining(config);
    const { rowLength } = training;
    const batch = new Float64Array(rowsPerBatch * rowLength);
    let batched = 0;
    let sentAt = performance.now();
    post({ kind: 'started', runId });

    const flush = async (): Promise<void> => {
      await send(batch.subarray(0, batched * rowLength), batched);
      batched = 0;
      sentAt = performance.now();
    };
    /** False when there is no further epoch. */
    const slice = (): boolean => {
      const end = performance.now() + sliceMs;
      do {
        if (training.advance(1, batch.subarray(batched * rowLength)) === 0) return false;
        batched += 1;
      } while (batched < rowsPerBatch && performance.now() < end);
      return true;
    };

    let more = true;
    while (more && !stopped) {
      if (paused) {
        await flush();
        await pause();
        continue;
      }
      more = slice();
      if (batched === rowsPerBatch || performance.now() - sentAt >= flushMs) await flush();
      await setImmediate();
    }
    await flush();
    if (training.divergedAt !== null) return { status: 'diverged', divergedAt: training.divergedAt };
    if (training.epoch === 0) return { status: 'stopped' };
    return finish(training.epoch === config.epochs, training.epoch, training.evaluate());
  }

  return { receive, run: () => train().catch(failure) };
}

/** The last update itself may overflow: then epoch `epoch`, the one after it, is where the loss is not finite. */
function finish(complete: boolean, epoch: number, final: FinalMetrics): RunOutcome {
  if (!Number.isFinite(final.dataLoss)) return { status: 'diverged', divergedAt: epoch };
  return { status: complete ? 'completed' : 'stopped', final };
}

function failure(thrown: unknown): RunOutcome {
  return { status: 'failed', error: thrown instanceof Error ? thrown.message : String(thrown) };
}
