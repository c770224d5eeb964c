import type { Training } from '#engine';
import type { Mailbox } from './mailbox.ts';
import type { Snapshot } from './protocol.ts';

/** Keeps the parameters at chosen epochs, for pictures of how they developed. */
export interface Snapshots {
  /** Keeps them if the training has reached one of the epochs. */
  look(): void;
  /** Keeps the current parameters. */
  take(): void;
  /** Sends what was kept since the last call; for a short run, everything at once. */
  flush(): void;
}

/** @param epochs ascending; those before the training's own epoch are skipped */
export function createSnapshots(
  training: Training,
  epochs: readonly number[],
  { runId, post }: Mailbox,
): Snapshots {
  let index = epochs.findIndex((epoch) => epoch >= training.epoch);
  let kept: Snapshot[] = [];
  function take(): void {
    kept.push({ epoch: training.epoch, parameters: flatParameters(training) });
  }
  return {
    look() {
      if (training.epoch !== epochs[index]) return;
      take();
      index += 1;
    },
    take,
    flush() {
      if (kept.length > 0) post({ kind: 'snapshots', runId, snapshots: kept });
      kept = [];
    },
  };
}

function flatParameters({ parameters }: Training): Float32Array {
  const arrays = parameters.flatMap(({ weights, biases }) => [weights, biases]);
  const flat = new Float32Array(arrays.reduce((length, values) => length + values.length, 0));
  let start = 0;
  for (const values of arrays) {
    flat.set(values, start);
    start += values.length;
  }
  return flat;
}
