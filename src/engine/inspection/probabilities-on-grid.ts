import { exp } from '../numerics/elementary.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { createRowScanner } from './row-scanner.ts';
import { applyStage, createStages } from './stages.ts';

/** Points of the plane of two features, as passed to the network: the centres of `columns` x `rows` equal cells. */
export interface PlaneGrid {
  readonly xMin: number;
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
  readonly columns: number;
  readonly rows: number;
}

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
  { xMin, xMax, yMin, yMax, columns, rows }: PlaneGrid,
): Float32Array {
  if (!(Number.isInteger(columns) && columns >= 1 && Number.isInteger(rows) && rows >= 1)) {
    throw new RangeError(`got ${columns} columns and ${rows} rows; allowed: whole numbers, at least 1`);
  }
  const stages = createStages(parameters, layers);
  const xs = centres(xMin, xMax, columns);
  const ys = centres(yMin, yMax, rows);
  const scanner = createRowScanner(stages, xs);
  const rest = stages.slice(2);
  const buffers = [scanner.outputs, ...rest.map(({ units }) => new Float64Array(units))];
  const logits = buffers.at(-1)!;
  const classes = logits.length;
  const probabilities = new Float32Array(rows * columns * classes);

  for (let row = 0; row < rows; row++) {
    scanner.startRow(ys[row]!);
    for (let column = 0; column < columns; column++) {
      scanner.moveTo(column);
      for (let stage = 0; stage < rest.length; stage++) {
        applyStage(rest[stage]!, buffers[stage]!, buffers[stage + 1]!);
      }
      writeSoftmax(logits, probabilities, (row * columns + column) * classes);
    }
  }
  return probabilities;
}

/** Centres of `count` equal parts of the range. */
function centres(from: number, to: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => from + ((index + 0.5) / count) * (to - from));
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
