import { Finish } from './finish';
import { laneBytes, panelSamples, rowBytes } from './panel';
import { relaxed } from './real';
// Both are written by build/.
import { sumRows1, sumRows2 } from './register-blocks';
import { shallowProduct } from './shallow-products';

/**
 * outputs = matrix . inputs (+ biases) for `panels` panels: with the transposed weights in the forward pass, with the weights in the
 * backward pass. matrix [rows, depth], with `matrixRow` bytes from one row to the next and `matrixRun` from 32 bytes of a row to the next,
 * without gaps where depth is at most 4; inputs [panel][depth][samples]; outputs [panel][rows][samples], overwritten. Strides are bytes
 * from one panel to the next. `isWide` takes two panels at once, which gives the same bits: 24 sums of 128 bits are too many for the 16
 * registers of x64, but not for the 32 of arm64, nor where V8 combines them into 12 of 256 bits.
 */
export function product(
  rows: i32,
  depth: i32,
  panels: i32,
  matrix: usize,
  matrixRow: usize,
  matrixRun: usize,
  biases: usize,
  inputs: usize,
  inputStride: usize,
  outputs: usize,
  outputStride: usize,
  finish: Finish,
  isWide: bool,
): void {
  if (depth <= 4) {
    shallowProduct(depth, rows, panels, matrix, biases, inputs, inputStride, outputs, outputStride, finish);
    return;
  }
  // Rows in the outer loop: a block of them stays in the L1 cache for all panels, however large the matrix is.
  const runs = depth / panelSamples;
  const singles = depth % panelSamples;
  let count = 0;
  for (let row = 0; row < rows; row += count) {
    count = rowsAtOnce(rows - row);
    const block = matrix + <usize>row * matrixRow;
    const bias = biases + <usize>row * laneBytes;
    let input = inputs;
    let output = outputs + <usize>row * rowBytes;
    let panel = 0;
    for (; panel + 1 < panels && isWide; panel += 2) {
      sumRows2(count, runs, singles, block, matrixRow, matrixRun, bias, input, inputStride, runBytes, output, outputStride, rowBytes, finish);
      input += 2 * inputStride;
      output += 2 * outputStride;
    }
    for (; panel < panels; panel++) {
      sumRows1(count, runs, singles, block, matrixRow, matrixRun, bias, input, 0, runBytes, output, 0, rowBytes, finish);
      input += inputStride;
      output += outputStride;
    }
  }
}

/** Bytes of as many rows of inputs as there are weights in 32 bytes. */
const runBytes: usize = <usize>panelSamples * rowBytes;

/**
 * How many of the `left` remaining rows are taken at once: 6 rows have 12 sums, which with two vectors of inputs and a weight fill 15
 * registers. Without a fused multiply-add, a product needs a register of its own until it is added, so only 5 rows fit; a sum without a
 * register would wait for memory in every step. The last rows are taken in two halves, as too few sums would wait for each other.
 */
@inline
export function rowsAtOnce(left: i32): i32 {
  const most = relaxed ? 6 : 5;
  if (left >= 2 * most) return most;
  return left > most ? (left + 1) >> 1 : left;
}
