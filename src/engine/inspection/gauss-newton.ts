import type { Numbers } from '../numerics/precision.ts';
import type { DenseParameters } from '../training/network.ts';
import type { LayerConfig } from '../training/training-config.ts';
import { forwardActivations, inputWidth } from './forward-activations.ts';
import { denseInputs, denseOutputGradients } from './gradients.ts';

/** The largest number of parameters whose curvature is computed: the matrix takes its square, the factorization its cube. */
export const maxCurvatureParameters = 1024;

/** Rows of the Jacobian that are computed together, few enough that those of all parameters stay in cache. */
const tileRows = 64;

/**
 * The generalized Gauss-Newton matrix of the mean cross-entropy with respect to all parameters: [P, P], float64, symmetric and positive
 * semidefinite,
 *
 *     H = (1/n) sum over samples of J^T (diag(p) - p p^T) J,
 *
 * with J [classes, P] the Jacobian of a sample's logits. It is the Hessian without the term for the curvature of the network itself, and
 * the Hessian itself where logits are linear in the parameters. Parameters are ordered as in a snapshot. Penalties are not included;
 * dropout is off. Takes n * classes * P^2 / 2 multiplications.
 *
 * Mutates nothing. Throws RangeError for more than `maxCurvatureParameters`, no samples, or non-finite values.
 * Source: Schraudolph, "Fast curvature matrix-vector products for second-order gradient descent", 2002.
 */
export function gaussNewtonMatrix(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  inputs: Numbers,
): Float64Array {
  const size = parameters.reduce((sum, { weights, biases }) => sum + weights.length + biases.length, 0);
  const features = inputWidth(parameters);
  const samples = inputs.length / features;
  check(parameters, size, samples);
  const classes = parameters.at(-1)!.biases.length;
  const tileSamples = Math.max(1, Math.floor(tileRows / classes));
  const matrix = new Float64Array(size * size);
  const rows = new Float64Array(size * tileSamples * classes);
  for (let start = 0; start < samples; start += tileSamples) {
    const tile = inputs.subarray(start * features, (start + tileSamples) * features);
    const rowCount = writeRows(parameters, layers, tile, rows);
    addProducts(rows, size, rowCount, matrix);
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const mean = matrix[row * size + column]! / samples;
      matrix[row * size + column] = mean;
      matrix[column * size + row] = mean;
    }
  }
  return matrix;
}

function check(parameters: readonly DenseParameters[], size: number, samples: number): void {
  if (size > maxCurvatureParameters) {
    throw new RangeError(`got ${size} parameters; allowed for curvature: at most ${maxCurvatureParameters}`);
  }
  if (samples === 0) throw new RangeError('got no samples; allowed: at least one');
  if (!parameters.every(({ weights, biases }) => weights.every(isFinite) && biases.every(isFinite))) {
    throw new RangeError('got parameters that are not finite; allowed: those of a run that has not diverged');
  }
}

/**
 * Writes R with R^T R = sum over the tile's samples of J^T (diag(p) - p p^T) J to `rows` as [P, rows], and returns its number of rows: one
 * per sample and class. Row c of a sample is sqrt(p[c]) times the gradient of logit c minus the p-weighted mean gradient, from one backward
 * pass. Mutates `rows`.
 */
function writeRows(
  parameters: readonly DenseParameters[],
  layers: readonly LayerConfig[],
  inputs: Numbers,
  rows: Float64Array,
): number {
  const activations = forwardActivations(parameters, layers, inputs);
  const before = denseInputs(layers, activations, inputs);
  const probabilities = activations.at(-1)!;
  const classes = parameters.at(-1)!.biases.length;
  const rowCount = probabilities.length;
  const samples = rowCount / classes;
  for (let target = 0; target < classes; target++) {
    const logitGradients = probabilities.map((probability, index) => {
      const own = probabilities[index - (index % classes) + target]!;
      return Math.sqrt(own) * ((index % classes === target ? 1 : 0) - probability);
    });
    const outputGradients = denseOutputGradients(parameters, layers, activations, logitGradients);
    let offset = target * samples;
    parameters.forEach(({ biases }, layer) => {
      const [given, gradients, units] = [before[layer]!, outputGradients[layer]!, biases.length];
      const width = given.length / samples;
      // A bias is the weight of an input that is always 1.
      for (let input = 0; input <= width; input++) {
        for (let unit = 0; unit < units; unit++, offset += rowCount) {
          for (let sample = 0; sample < samples; sample++) {
            const value = input === width ? 1 : given[sample * width + input]!;
            rows[offset + sample] = value * gradients[sample * units + unit]!;
          }
        }
      }
    });
  }
  return rowCount;
}

/** Adds R^T R to the lower triangle of `matrix` [P, P], for `rows` [P, rowCount]. Mutates `matrix`. */
function addProducts(rows: Float64Array, size: number, rowCount: number, matrix: Float64Array): void {
  for (let row = 0; row < size; row++) {
    const own = row * rowCount;
    // Four columns at a time; the last group may write past the diagonal, to entries that are overwritten in the end.
    for (let column = 0; column <= row; column += 4) {
      const count = Math.min(4, size - column);
      const first = column * rowCount;
      const second = first + (count > 1 ? rowCount : 0);
      const third = first + (count > 2 ? 2 * rowCount : 0);
      const fourth = first + (count > 3 ? 3 * rowCount : 0);
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let index = 0; index < rowCount; index++) {
        const value = rows[own + index]!;
        sum0 += value * rows[first + index]!;
        sum1 += value * rows[second + index]!;
        sum2 += value * rows[third + index]!;
        sum3 += value * rows[fourth + index]!;
      }
      const at = row * size + column;
      matrix[at]! += sum0;
      if (count > 1) matrix[at + 1]! += sum1;
      if (count > 2) matrix[at + 2]! += sum2;
      if (count > 3) matrix[at + 3]! += sum3;
    }
  }
}
