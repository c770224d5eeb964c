import { scheduledRate, type TrainingConfig } from '#engine';
import { updatesPerEpoch } from '../updates-per-epoch.ts';

type ScheduledConfig = Pick<
  TrainingConfig,
  'dataset' | 'validation' | 'test' | 'batchSize' | 'optimizer' | 'epochs'
>;

/** The rate of one update, and its position in the run: in epochs, with a fraction within one. */
export interface RateAt {
  readonly epoch: number;
  readonly rate: number;
}

/** Maximum steps for summing the compounding decay; shorter runs sum over every update. */
const maxSteps = 20_000;

/**
 * The learning rate over a run that starts with this config, at `points` updates spread evenly from the first to the last, both included;
 * fewer if there are fewer updates.
 *
 * For a schedule, the rates are the engine's own. For the chapter's decay, learningRate * product of 1 / (1 + decay * t), they are computed
 * by logarithms: within 1e-9 of the engine's, and 0 where those underflow.
 */
export function learningRateCurve(config: ScheduledConfig, points = 200): RateAt[] {
  const { learningRate, decay, schedule } = config.optimizer;
  const perEpoch = updatesPerEpoch(config);
  const updates = config.epochs * perEpoch;
  const count = Math.min(points, updates);
  const logarithm = decaySum(decay, updates);
  return Array.from({ length: count }, (_, index) => {
    const update = count === 1 ? 0 : Math.round((index * (updates - 1)) / (count - 1));
    const rate = schedule
      ? scheduledRate(learningRate, schedule, update, updates)
      : learningRate * Math.exp(-logarithm(update));
    return { epoch: update / perEpoch, rate };
  });
}

/** Sum of log(1 + decay * t) over the updates t up to and including `last`, for ascending `last` below `updates`. */
function decaySum(decay: number, updates: number): (last: number) => number {
  const step = Math.ceil(updates / maxSteps);
  let sum = 0;
  let next = 0;
  return (last) => {
    while (next <= last) {
      const size = Math.min(step, last + 1 - next);
      // The midpoint of a short interval stands for all of it; for a single update that is exact.
      sum += size * Math.log1p(decay * (next + (size - 1) / 2));
      next += size;
    }
    return sum;
  };
}
