import { panelSamples, rowBytes } from './panel';
import { rowsAtOnce } from './product';
import { Real } from './real';
import { sumSamples1, sumSamples2 } from './register-blocks'; // written by build/register-blocks.mjs
import { lanes, transposeRows } from './transpose';

/**
 * The forward product of product.ts with vectors that run over units, giving the same bits. Weights in columns need not be transposed;
 * instead outputs are, which are fewer where each weight meets few samples.
 */

/**
 * sums [sample][unit] = biases + inputs . weights, with `columnStride` bytes from one column to the next and `sumsRow` bytes from one
 * sample to the next; inputs [panel][depth][sample]. `isWide` takes two columns at once.
 */
export function unitProduct(
  columns: i32,
  depth: i32,
  panels: i32,
  weights: usize,
  columnStride: usize,
  biases: usize,
  inputs: usize,
  inputStride: usize,
  sums: usize,
  sumsRow: usize,
  isWide: bool,
): void {
  const samples = panels * panelSamples;
  const runs = depth / 8;
  const singles = depth % 8;
  let width = 0;
  for (let column = 0; column < columns; column += width) {
    width = isWide && column + 1 < columns ? 2 : 1;
    let count = 0;
    for (let sample = 0; sample < samples; sample += count) {
      count = rowsAtOnce(samples - sample);
      const target = sums + <usize>sample * sumsRow;
      if (width == 2) sumSamples2(count, runs, singles, inputs, inputStride, sample, weights, columnStride, biases, target, sumsRow);
      else sumSamples1(count, runs, singles, inputs, inputStride, sample, weights, 0, biases, target, sumsRow);
    }
    weights += <usize>width * columnStride;
    biases += <usize>width * rowBytes;
    sums += <usize>width * rowBytes;
  }
}

/** outputs [panel][unit][sample] = these sums, or max(0, sum), where NaN stays NaN. */
export function finishColumns(columns: i32, panels: i32, sums: usize, sumsRow: usize, outputs: usize, outputStride: usize, isRelu: bool): void {
  const bytes = <usize>columns * rowBytes;
  if (isRelu) rectify(sums, sums + <usize>(panels * panelSamples) * bytes);
  for (let panel = 0; panel < panels; panel++) {
    for (let half: usize = 0; half < rowBytes; half += 16) {
      let to = outputs + <usize>panel * outputStride + half;
      for (let from = sums; from < sums + bytes; from += 16) {
        transposeRows(from, from + sumsRow, from + 2 * sumsRow, from + 3 * sumsRow, to, rowBytes);
        to += <usize>lanes * rowBytes;
      }
      sums += <usize>lanes * sumsRow;
    }
  }
}

function rectify(values: usize, end: usize): void {
  const zero = v128.splat<Real>(0);
  for (; values < end; values += 32) {
    const low = v128.pmax<Real>(v128.load(values), zero);
    const high = v128.pmax<Real>(v128.load(values, 16), zero);
    v128.store(values, low);
    v128.store(values, high, 16);
  }
}
