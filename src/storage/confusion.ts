import {
  drawSampleSets,
  drawTestSet,
  judgePredictions,
  parametersOfSnapshot,
  type Predictions,
} from '#engine';
import type { LabelledTable, RunConfig } from '#experiments';

/** Which samples to evaluate, and with which parameters. */
export interface ConfusionQuery {
  readonly config: RunConfig;
  /** Parameters from a snapshot. */
  readonly parameters: Float32Array;
  readonly set: 'validation' | 'test';
}

/** Draws one of a run's sets again and evaluates its network's predictions, see `judgePredictions`. */
export function createConfusion(readTable: (digest: string) => LabelledTable) {
  return ({ config, parameters, set }: ConfusionQuery): Predictions => {
    const { dataset, layers } = config;
    const table = dataset.kind === 'table' ? readTable(dataset.digest).samples : null;
    const samples = set === 'test' ? drawTestSet(config, table)! : drawSampleSets(config, table).validation;
    return judgePredictions(parametersOfSnapshot(config, parameters), layers, samples);
  };
}
