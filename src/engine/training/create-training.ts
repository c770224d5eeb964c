import { createFastNetwork } from '../kernels/fast-network.ts';
import { decayLearningRate } from '../optimizers/learning-rate.ts';
import { drawStart } from './draw-start.ts';
import { epochColumn, epochColumns, epochRowLength } from './epoch-row.ts';
import type { CreateNetwork } from './network.ts';
import type { TrainingConfig } from './training-config.ts';
import type { Training } from './training.ts';

/**
 * Starts a training at epoch 0. The config alone decides every number that comes out, however `advance` is called.
 *
 * Row e holds the metrics of the parameters before update e, and the learning rate before that update decays it. A loss
 * that is not finite ends the training with its row written as computed; a validation loss may be anything.
 *
 * @param config one that the run config schema accepts
 * @param createNetwork what computes; see network.ts for how to give another one
 *
 * Throws RangeError when the layers do not fit the data or there is no memory for them. Source: chapter "L1 and L2
 * regularization".
 */
export function createTraining(
  config: TrainingConfig,
  createNetwork: CreateNetwork = createFastNetwork,
): Training {
  const network = createNetwork(config, drawStart(config));
  const rowLength = epochRowLength(network.parameters.length);
  let epoch = 0;
  let divergedAt: number | null = null;
  let learningRate = config.optimizer.learningRate;

  /** Writes the row of this epoch and returns its loss. */
  function record(rows: Float64Array, start: number): number {
    const { dataLoss, accuracy } = network.trainingPass();
    const regularizationLoss = sum(network.penalties);
    const loss = dataLoss + regularizationLoss;
    const validated = isValidated(epoch, config);
    const validation = validated ? network.evaluate('validation') : null;
    rows[start + epochColumn.epoch] = epoch;
    rows[start + epochColumn.loss] = loss;
    rows[start + epochColumn.dataLoss] = dataLoss;
    rows[start + epochColumn.regularizationLoss] = regularizationLoss;
    rows[start + epochColumn.accuracy] = accuracy;
    rows[start + epochColumn.learningRate] = learningRate;
    rows[start + epochColumn.validated] = validated ? 1 : 0;
    rows[start + epochColumn.validationLoss] = validation?.dataLoss ?? 0;
    rows[start + epochColumn.validationAccuracy] = validation?.accuracy ?? 0;
    rows.set(network.penalties, start + epochColumns.length);
    return loss;
  }

  return {
    rowLength,
    get epoch() {
      return epoch;
    },
    get divergedAt() {
      return divergedAt;
    },
    advance(maxEpochs, rows) {
      const planned = divergedAt === null ? Math.min(maxEpochs, config.epochs - epoch) : 0;
      if (rows.length < planned * rowLength) {
        throw new RangeError(
          `got room for ${rows.length} numbers; ${planned} epochs need ${planned * rowLength}`,
        );
      }
      let written = 0;
      while (written < planned && divergedAt === null) {
        const loss = record(rows, written * rowLength);
        if (Number.isFinite(loss)) {
          learningRate = decayLearningRate(learningRate, config.optimizer.decay, epoch);
          network.update(learningRate, epoch);
        } else {
          divergedAt = epoch;
        }
        written++;
        epoch++;
      }
      return written;
    },
    evaluate() {
      const training = network.evaluate('training');
      const validation = network.evaluate('validation');
      return {
        dataLoss: training.dataLoss,
        accuracy: training.accuracy,
        validationLoss: validation.dataLoss,
        validationAccuracy: validation.accuracy,
      };
    },
  };
}

function isValidated(epoch: number, { evaluateEvery, epochs }: TrainingConfig): boolean {
  return epoch % evaluateEvery === 0 || epoch === epochs - 1;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index]!;
  return total;
}
