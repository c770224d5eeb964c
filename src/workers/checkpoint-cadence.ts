const minIntervalMs = 3000;
/** Large checkpoints are less frequent, because the disk has other data to write. */
const bytesPerSecond = 2 * 1024 ** 2;

/** When the next checkpoint is due: 3 seconds after the last one, or one second per 2 MiB of its size if that is longer. */
export interface CheckpointCadence {
  readonly isDue: boolean;
  /** Call after sending a checkpoint of this size. */
  sent(sizeBytes: number): void;
}

/** @param now a clock in milliseconds */
export function createCheckpointCadence(now: () => number = () => performance.now()): CheckpointCadence {
  let dueAt = now() + minIntervalMs;
  return {
    get isDue() {
      return now() >= dueAt;
    },
    sent(sizeBytes) {
      dueAt = now() + Math.max(minIntervalMs, (1000 * sizeBytes) / bytesPerSecond);
    },
  };
}
