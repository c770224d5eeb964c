import { exp } from '../numerics/elementary.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { gridAxes, type PlaneGrid } from './plane-grid.ts';
import { createRowScanner } from './row-scanner.ts';
import { applyStage, createStages } from './stages.ts';

/**
 * Class probabilities of a network with two features at every point of a grid: [rows * columns, classes], float32, row-major starting at
 * (xMin, yMin), so the second row lies above the first. Dropout is off. Where the network computes NaN, so does this.
 *
 * Fast enough for animation frames, see row-scanner.ts: the second dense layer costs one multiplication per unit and point, and only what
 * follows it costs as much as in a forward pass.
 *
 * Mutates nothing. Throws RangeError if the network does not take two features or the numbers of the grid's cells are not integers.
 */
export function probabilitiesOnGrid(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  grid: PlaneGrid,
): Float32Array {
  const { xs, ys } = gridAxes(grid);
  const stages = createStages(parameters, layers);
  const scanner = createRowScanner(stages, xs);
  const rest = stages.slice(2);
  const buffers = [scanner.outputs, ...rest.map(({ units }) => new Float64Array(units))];
  const logits = buffers.at(-1)!;
  const classes = logits.length;
  const probabilities = new Float32Array(ys.length * xs.length * classes);

  for (let row = 0; row < ys.length; row++) {
    scanner.startRow(ys[row]!);
    for (let column = 0; column < xs.length; column++) {
      scanner.moveTo(column);
      for (let stage = 0; stage < rest.length; stage++) {
        applyStage(rest[stage]!, buffers[stage]!, buffers[stage + 1]!);
      }
      writeSoftmax(logits, probabilities, (row * xs.length + column) * classes);
    }
  }
  return probabilities;
}

/** Writes the softmax of `logits` to `probabilities`, starting at `offset`. Mutates both. */
function writeSoftmax(logits: Float64Array, probabilities: Float32Array, offset: number): void {
  const classes = logits.length;
  let maximum = logits[0]!;
  for (let index = 1; index < classes; index++) {
    if (logits[index]! > maximum) maximum = logits[index]!;
  }
  let sum = 0;
  for (let index = 0; index < classes; index++) {
    const exponential = exp(logits[index]! - maximum);
    logits[index] = exponential;
    sum += exponential;
  }
  const scale = 1 / sum;
  for (let index = 0; index < classes; index++) probabilities[offset + index] = logits[index]! * scale;
}
