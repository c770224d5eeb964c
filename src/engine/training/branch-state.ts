import { allocate, type Numbers } from '../numerics/precision.ts';
import { momentCount } from '../optimizers/index.ts';
import { purposeStream } from '../random/purpose-stream.ts';
import type { TrainingConfig } from './training-config.ts';
import type { TrainingState } from './training.ts';
import { startAverage, tailStart, type WeightAverage } from './weight-average.ts';

/**
 * Adapts the state of a training under `before` so that it can continue under `after`; with equal configs it is the state itself.
 * Parameters, epoch and updates are always kept. Each change affects only the following:
 *
 * - another kind of optimizer, or momentum turned on or off: moments are 0, and count their steps from here;
 * - another learning rate or decay, or another schedule or none: the learning rate restarts, and decays by the total number of updates; a
 * schedule continues from where a run of `after` would be at this epoch;
 * - anything but the number of epochs: no best epoch yet, so that early stopping waits for the effect of the change;
 * - anything: no average of weights yet, as it covers only the branch's own epochs;
 * - batches turned on: a new shuffle stream; off: none.
 *
 * `after` may not change data, layer shapes, seed or precision. Mutates nothing.
 */
export function branchState(
  state: TrainingState,
  before: TrainingConfig,
  after: TrainingConfig,
): TrainingState {
  const optimizers = [before.optimizer, after.optimizer] as const;
  const keepsRate = optimizers[0].learningRate === optimizers[1].learningRate;
  const keepsDecay = optimizers[0].decay === optimizers[1].decay;
  const keepsSchedule = JSON.stringify(optimizers[0].schedule) === JSON.stringify(optimizers[1].schedule);
  const keepsKind = optimizers[0].kind === optimizers[1].kind;
  const keepsMoments = keepsKind && momentCount(optimizers[0]) === momentCount(optimizers[1]);
  const isSame = isSameTraining(before, after);
  return {
    ...state,
    ...(keepsRate && keepsDecay && keepsSchedule ? {} : { learningRate: after.optimizer.learningRate }),
    ...(keepsMoments ? {} : { moments: zeroMoments(state.parameters, after), momentsSince: state.updates }),
    best: isSame ? state.best : null,
    kept: isSame ? state.kept : null,
    average: isSame && before.epochs === after.epochs ? state.average : averageOfBranch(state, after),
    shuffle:
      after.batchSize === null ? null : (state.shuffle ?? purposeStream(after.seed, 'shuffle').state()),
  };
}

/** A branch that starts within the last 5 % of its epochs averages the remaining ones. */
function averageOfBranch({ epoch, parameters }: TrainingState, after: TrainingConfig): WeightAverage | null {
  return epoch > tailStart(after.epochs) ? startAverage(epoch, parameters) : null;
}

/** Whether two configs are equal except, possibly, in their number of epochs. */
function isSameTraining(before: TrainingConfig, after: TrainingConfig): boolean {
  const [one, other] = [before, after].map((config) =>
    JSON.stringify({ ...config, epochs: 0, name: undefined }),
  );
  return one === other;
}

function zeroMoments(parameters: readonly Numbers[], { optimizer, precision }: TrainingConfig): Numbers[] {
  const count = momentCount(optimizer);
  return parameters.flatMap(({ length }) => Array.from({ length: count }, () => allocate(precision, length)));
}
