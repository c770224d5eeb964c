import { cos, wholePower } from '../numerics/elementary.ts';
import type { ScheduleConfig } from '../training/training-config.ts';

/**
 * The learning rate of update `update` (0, 1, ..., updates - 1) in a run of `updates` updates, given the base rate in its config. With t =
 * update - warmupUpdates, from t = 0 on:
 *
 * - inverseTime: learningRate / (1 + decay * t)
 * - step: learningRate * factor ^ floor(t / everyUpdates)
 * - exponential: learningRate * factor ^ t
 * - cosine: minimum + (learningRate - minimum) * (1 + cos(pi * t / T)) / 2, where T is the t of the last update
 *
 * and before that, linearly up: learningRate * (update + 1) / (warmupUpdates + 1). float64, mutates nothing.
 *
 * It depends only on the config and the position in the run, so resumed runs and forks need not store it.
 * Sources: keras InverseTimeDecay with decay_steps 1; torch.optim.lr_scheduler StepLR, ExponentialLR, CosineAnnealingLR with T_max = T
 * (Loshchilov and Hutter, "SGDR", 2017, without restarts); its LinearLR with start_factor 1 / (warmupUpdates + 1), followed by the others
 * as in SequentialLR.
 */
export function scheduledRate(
  learningRate: number,
  schedule: ScheduleConfig,
  update: number,
  updates: number,
): number {
  const { warmupUpdates } = schedule;
  if (update < warmupUpdates) return learningRate * ((update + 1) / (warmupUpdates + 1));
  const since = update - warmupUpdates;
  switch (schedule.kind) {
    case 'inverseTime':
      return learningRate / (1 + schedule.decay * since);
    case 'step':
      return learningRate * wholePower(schedule.factor, Math.floor(since / schedule.everyUpdates));
    case 'exponential':
      return learningRate * wholePower(schedule.factor, since);
    case 'cosine': {
      const last = updates - 1 - warmupUpdates;
      // A single update has nowhere to fall to.
      const share = last === 0 ? 0 : since / last;
      return schedule.minimum + ((learningRate - schedule.minimum) * (1 + cos(Math.PI * share))) / 2;
    }
  }
}
