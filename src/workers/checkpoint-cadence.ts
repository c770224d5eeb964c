const minIntervalMs = 3000;
/** Large checkpoints come less often: the disk has other things to write. */
const bytesPerSecond = 2 * 1024 ** 2;

/** When the next checkpoint is due: 3 seconds after the last one, or a second for each 2 MiB of it. */
export interface CheckpointCadence {
  readonly isDue: boolean;
  /** One of this size was just sent. */
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
