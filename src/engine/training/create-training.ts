import type { TableSamples } from '../datasets/table-columns.ts';
import { createFastNetwork } from '../kernels/fast-network.ts';
import { decayLearningRate } from '../optimizers/learning-rate.ts';
import { scheduledRate } from '../optimizers/schedules.ts';
import { purposeStream } from '../random/purpose-stream.ts';
import { RandomStream } from '../random/random-stream.ts';
import { drawStart } from './draw-start.ts';
import { addBatch } from './epoch-means.ts';
import { epochColumn, epochRowLength } from './epoch-row.ts';
import type { CreateNetwork, SetMetrics } from './network.ts';
import { areEqual, copyInto, parameterArrays, restoreNetwork } from './training-state.ts';
import type { EarlyStoppingConfig, TrainingConfig } from './training-config.ts';
import type { BestEpoch, FinalMetrics, Training, TrainingState } from './training.ts';
import { betterOf, endsEarly, evaluatesApart, isBetter, isValidated } from './validation.ts';
import {
  addToAverage,
  averagedParameters,
  copyAverage,
  startAverage,
  tailStart,
  takeUpAverage,
} from './weight-average.ts';

export interface TrainingOptions {
  /** The implementation of the numerics; see network.ts for how to provide another. */
  readonly createNetwork?: CreateNetwork;
  /** Continues from here instead of epoch 0: a state of this config, or one that `branchState` adapted to it. */
  readonly from?: TrainingState | undefined;
  /** All rows of the table that the config names; not needed for drawn data. */
  readonly table?: TableSamples | null | undefined;
}

/**
 * Starts a training. The config alone determines every number in the results, however `advance` is called and however often the training is
 * resumed from one of its states.
 *
 * Row e holds the metrics of epoch e: means over its batches, weighted by samples, each measured before that batch's update; and the
 * learning rate before the first of these updates decays it, or the one that a schedule gives that update. Validation, where it is
 * measured, also uses the parameters before that update, and so does the accompanying evaluation of the training set: whole, as drawn,
 * without dropout. Without batches these are the chapter's values: the metrics of the parameters before update e.
 *
 * A batch whose loss is not finite ends the training, without its update, with the row as computed so far; a validation loss may be
 * anything.
 *
 * @param config one that the run config schema accepts
 *
 * Throws RangeError if the layers do not fit the data, the state or the table does not fit the config, or there is not enough memory.
 * Source: chapter "L1 and L2 regularization".
 */
export function createTraining(
  config: TrainingConfig,
  { createNetwork = createFastNetwork, from, table = null }: TrainingOptions = {},
): Training {
  const start = drawStart(config, table);
  const { samples } = start.training;
  const { schedule, decay } = config.optimizer;
  const network = createNetwork(config, start);
  if (from) restoreNetwork(config, network, from);
  const rowLength = epochRowLength(network.parameters.length);
  const batches = config.batchSize === null ? 1 : Math.ceil(samples / config.batchSize);
  const shuffle = config.batchSize === null ? null : createShuffle(config.seed, samples, from);
  const isApart = evaluatesApart(config);

  let epoch = from?.epoch ?? 0;
  let updates = from?.updates ?? 0;
  const momentsSince = from?.momentsSince ?? 0;
  let learningRate = from?.learningRate ?? config.optimizer.learningRate;
  const parameters = () => parameterArrays(network.parameters);
  const copyParameters = () => parameters().map((values) => values.slice());
  const rule = config.earlyStopping;
  let best = from?.best ?? null;
  let kept = from?.kept ?? null;
  const averagedFrom = tailStart(config.epochs);
  let average = takeUpAverage(config, from);
  let divergedAt: number | null = null;

  function trainEpoch(rows: Float64Array, row: number): void {
    const evaluated = isApart && isValidated(epoch, config) ? evaluateTraining() : null;
    if (shuffle) network.arrange(shuffle.next());
    let samplesBefore = 0;
    for (let batch = 0; batch < batches; batch++) {
      if (schedule) {
        const place = epoch * batches + batch;
        learningRate = scheduledRate(config.optimizer.learningRate, schedule, place, config.epochs * batches);
      }
      const metrics = network.trainingPass(batch, updates);
      const loss = addBatch(rows, row, metrics, network.penalties, samplesBefore);
      if (batch === 0) recordStart(rows, row, evaluated ?? metrics);
      if (!Number.isFinite(loss)) {
        divergedAt = epoch;
        break;
      }
      learningRate = decayLearningRate(learningRate, decay, updates);
      network.update(learningRate, updates - momentsSince);
      samplesBefore += metrics.samples;
      updates++;
    }
    epoch++;
    if (divergedAt !== null) return;
    if (epoch - 1 === averagedFrom) average = startAverage(averagedFrom, parameters());
    if (average) addToAverage(average, parameters());
    if (kept && isOver()) endWithBest(kept);
  }

  /** Restores the best epoch's parameters, unless the last update led to better ones. */
  function endWithBest(ever: NonNullable<TrainingState['kept']>): void {
    if (isBetter(rule!.metric, judged(network.evaluate('validation')), ever.value)) return;
    copyInto(parameters(), ever.parameters);
  }

  /** The metric that early stopping uses. */
  function judged({ dataLoss, accuracy }: SetMetrics): number {
    return rule?.metric === 'validationAccuracy' ? accuracy : dataLoss;
  }

  /** Sums run over the set as drawn, whatever order the last epoch left it in. */
  function evaluateTraining(): SetMetrics {
    if (shuffle) network.arrange(shuffle.asDrawn());
    return network.evaluate('training');
  }

  /** Writes the values from the start of the epoch, before any update. */
  function recordStart(rows: Float64Array, row: number, evaluated: SetMetrics): void {
    const validation = isValidated(epoch, config) ? network.evaluate('validation') : null;
    rows[row + epochColumn.epoch] = epoch;
    rows[row + epochColumn.learningRate] = learningRate;
    rows[row + epochColumn.validated] = validation ? 1 : 0;
    rows[row + epochColumn.validationLoss] = validation?.dataLoss ?? 0;
    rows[row + epochColumn.validationAccuracy] = validation?.accuracy ?? 0;
    rows[row + epochColumn.evaluated] = validation ? 1 : 0;
    rows[row + epochColumn.evaluatedDataLoss] = validation ? evaluated.dataLoss : 0;
    rows[row + epochColumn.evaluatedAccuracy] = validation ? evaluated.accuracy : 0;
    if (validation && rule) judge({ epoch, value: judged(validation) }, rule);
  }

  function judge(measured: BestEpoch, { metric, minDelta, restoreBest }: EarlyStoppingConfig): void {
    best = betterOf(best, measured, { metric, minDelta });
    if (restoreBest && betterOf(kept, measured, { metric, minDelta: 0 }) === measured) {
      kept = { ...measured, parameters: copyParameters() };
    }
  }

  function measure(): FinalMetrics {
    const training = evaluateTraining();
    const validation = network.evaluate('validation');
    return {
      dataLoss: training.dataLoss,
      accuracy: training.accuracy,
      validationLoss: validation.dataLoss,
      validationAccuracy: validation.accuracy,
    };
  }

  const isOver = (): boolean =>
    divergedAt !== null || epoch >= config.epochs || endsEarly(config, epoch, best);

  return {
    rowLength,
    get parameters() {
      return network.parameters;
    },
    get epoch() {
      return epoch;
    },
    get divergedAt() {
      return divergedAt;
    },
    get stoppedEarly() {
      return divergedAt === null && endsEarly(config, epoch, best);
    },
    advance(maxEpochs, rows) {
      const planned = isOver() ? 0 : Math.min(maxEpochs, config.epochs - epoch);
      if (rows.length < planned * rowLength) {
        throw new RangeError(
          `got room for ${rows.length} numbers; ${planned} epochs need ${planned * rowLength}`,
        );
      }
      let written = 0;
      while (written < planned && !isOver()) {
        trainEpoch(rows, written * rowLength);
        written++;
      }
      return written;
    },
    get restoredEpoch() {
      if (kept === null || divergedAt !== null || !isOver()) return null;
      return areEqual(parameters(), kept.parameters) ? kept.epoch : null;
    },
    get averaged() {
      return average && epoch === config.epochs ? averagedParameters(average, epoch) : null;
    },
    evaluate(others) {
      if (others === undefined) return measure();
      const own = copyParameters();
      copyInto(parameters(), others);
      const metrics = measure();
      copyInto(parameters(), own);
      return metrics;
    },
    state() {
      if (divergedAt !== null) {
        throw new RangeError(`this training diverged at epoch ${divergedAt}: it cannot be continued`);
      }
      return {
        epoch,
        updates,
        momentsSince,
        learningRate,
        best,
        kept: kept && { ...kept, parameters: kept.parameters.map((values) => values.slice()) },
        average: average && copyAverage(average),
        shuffle: shuffle?.state() ?? null,
        parameters: copyParameters(),
        moments: network.moments.map((values) => values.slice()),
      };
    },
  };
}

/** The sample orders of a run's epochs, from a separate stream. */
function createShuffle(seed: number, samples: number, from: TrainingState | undefined) {
  const stream = from?.shuffle ? RandomStream.from(from.shuffle) : purposeStream(seed, 'shuffle');
  const order = new Int32Array(samples);
  const drawn = Int32Array.from(order, (_, index) => index);
  return {
    asDrawn: () => drawn,
    next: () => stream.permutation(samples, order),
    state: () => stream.state(),
  };
}
