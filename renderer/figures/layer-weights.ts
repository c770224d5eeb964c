import {
  deadUnits,
  type DenseParameters,
  nearZeroCounts,
  nearZeroThresholds,
  parametersOfSnapshot,
  type RunConfig,
  type SweepDetail,
  weightNorms,
} from '#api';
import { configOfCell } from './cell-config.ts';

/** What is kept of a run's parameters once they have been examined: the arrays themselves would fill the page's memory. */
export interface LayerWeights {
  readonly weights: number;
  readonly l1: number;
  readonly l2: number;
  /** Number of weights whose magnitude is at most each of `nearZeroThresholds`. */
  readonly nearZero: readonly number[];
  /** Units of the ReLU after this layer that no training sample activates; null if not known. */
  readonly dead: { readonly units: number; readonly count: number } | null;
}

/** The layers of a cell's runs. */
export function layersOfCell(
  { definition, grid }: Pick<SweepDetail, 'definition' | 'grid'>,
  cell: number,
): RunConfig['layers'] {
  return configOfCell({ definition, grid }, cell).layers;
}

/** Examines a snapshot. `inputs` [samples, features] are the training samples, null if they are not available. */
export function layerWeights(
  layers: RunConfig['layers'],
  snapshot: Float32Array,
  inputs: Float64Array | null,
): LayerWeights[] {
  const parameters = parametersOfSnapshot({ layers }, snapshot);
  const norms = weightNorms(parameters);
  const dead = inputs && featuresOf(parameters) === 2 ? deadUnits(parameters, layers, inputs) : [];
  return parameters.map(({ weights }, dense) => {
    const own = dead.find(({ layer }) => denseBefore(layers, layer) === dense);
    return {
      weights: weights.length,
      l1: norms[dense]!.weights.l1,
      l2: norms[dense]!.weights.l2,
      nearZero: nearZeroCounts(weights, nearZeroThresholds),
      dead: own ? { units: own.units, count: own.dead.length } : null,
    };
  });
}

function featuresOf([first]: readonly DenseParameters[]): number {
  return first ? first.weights.length / first.biases.length : 0;
}

/** The dense layer that feeds layer `index`, counted from 0. */
function denseBefore(layers: RunConfig['layers'], index: number): number {
  return layers.slice(0, index).filter(({ kind }) => kind === 'dense').length - 1;
}
