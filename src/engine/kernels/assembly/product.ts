import { Finish, finishSum, isBiased } from './finish';
import { laneBytes, multiplyAdd, rowBytes } from './panel';
import { Real } from './real';
import { shallowProduct } from './shallow-product';

/**
 * outputs = matrix . inputs (+ biases) for `panels` panels: forward with the transposed weights,
 * backward with the weights. matrix [rows, depth]; inputs [panel][depth][samples]; outputs [panel][rows][samples], overwritten. Strides are
 * bytes from one panel to the next.
 */
export function product(
  rows: i32,
  depth: i32,
  panels: i32,
  matrix: usize,
  biases: usize,
  inputs: usize,
  inputStride: usize,
  outputs: usize,
  outputStride: usize,
  finish: Finish,
): void {
  if (depth <= 4) {
    if (depth == 1) shallowProduct(1, rows, panels, matrix, biases, inputs, inputStride, outputs, outputStride, finish);
    else if (depth == 2) shallowProduct(2, rows, panels, matrix, biases, inputs, inputStride, outputs, outputStride, finish);
    else if (depth == 3) shallowProduct(3, rows, panels, matrix, biases, inputs, inputStride, outputs, outputStride, finish);
    else shallowProduct(4, rows, panels, matrix, biases, inputs, inputStride, outputs, outputStride, finish);
    return;
  }
  // Rows outside: a block of them stays in the first cache for all panels, however large the matrix is.
  let count = 0;
  for (let row = 0; row < rows; row += count) {
    count = rowsAtOnce(rows - row);
    const block = matrix + <usize>row * depth * laneBytes;
    const bias = biases + <usize>row * laneBytes;
    let input = inputs;
    let output = outputs + <usize>row * rowBytes;
    for (let panel = 0; panel < panels; panel++) {
      if (count == 6) rowBlock(6, depth, block, bias, input, output, finish);
      else if (count == 5) rowBlock(5, depth, block, bias, input, output, finish);
      else if (count == 4) rowBlock(4, depth, block, bias, input, output, finish);
      else if (count == 3) rowBlock(3, depth, block, bias, input, output, finish);
      else if (count == 2) rowBlock(2, depth, block, bias, input, output, finish);
      else rowBlock(1, depth, block, bias, input, output, finish);
      input += inputStride;
      output += outputStride;
    }
  }
}

/**
 * How many of `left` rows are taken at once: 6, whose 12 sums are, with two vectors of inputs and a weight, what 16 registers
 * hold; the last ones in halves, as few sums alone would wait for each other.
 */
@inline
function rowsAtOnce(left: i32): i32 {
  if (left >= 12) return 6;
  return left > 6 ? (left + 1) >> 1 : left;
}

/** 1 to 6 rows, a constant where this is inlined, by one panel, summed in registers. */
@inline
function rowBlock(
  rows: i32,
  depth: i32,
  matrix: usize,
  biases: usize,
  input: usize,
  output: usize,
  finish: Finish,
): void {
  const stride = <usize>depth * laneBytes;
  let row0 = matrix;
  let row1 = row0 + stride;
  let row2 = row1 + stride;
  let row3 = row2 + stride;
  let row4 = row3 + stride;
  let row5 = row4 + stride;
  let a0 = v128.splat<Real>(0);
  let b0 = a0;
  let c0 = a0;
  let d0 = a0;
  let e0 = a0;
  let f0 = a0;
  if (isBiased(finish)) {
    a0 = v128.load_splat<Real>(biases);
    if (rows > 1) b0 = v128.load_splat<Real>(biases, laneBytes);
    if (rows > 2) c0 = v128.load_splat<Real>(biases, 2 * laneBytes);
    if (rows > 3) d0 = v128.load_splat<Real>(biases, 3 * laneBytes);
    if (rows > 4) e0 = v128.load_splat<Real>(biases, 4 * laneBytes);
    if (rows > 5) f0 = v128.load_splat<Real>(biases, 5 * laneBytes);
  }
  let a1 = a0;
  let b1 = b0;
  let c1 = c0;
  let d1 = d0;
  let e1 = e0;
  let f1 = f0;
  let x0 = a0;
  let x1 = a0;
  let weight = a0;
  const end = input + <usize>depth * rowBytes;
  const endOfFours = input + <usize>(depth & ~3) * rowBytes;
  // Four steps in one: with one pointer more per row, a step alone has as many instructions for addresses as for numbers.
  while (input < endOfFours) {
    x0 = v128.load(input);
    x1 = v128.load(input, 16);
    weight = v128.load_splat<Real>(row0);
    a0 = multiplyAdd(weight, x0, a0);
    a1 = multiplyAdd(weight, x1, a1);
    if (rows > 1) {
      weight = v128.load_splat<Real>(row1);
      b0 = multiplyAdd(weight, x0, b0);
      b1 = multiplyAdd(weight, x1, b1);
    }
    if (rows > 2) {
      weight = v128.load_splat<Real>(row2);
      c0 = multiplyAdd(weight, x0, c0);
      c1 = multiplyAdd(weight, x1, c1);
    }
    if (rows > 3) {
      weight = v128.load_splat<Real>(row3);
      d0 = multiplyAdd(weight, x0, d0);
      d1 = multiplyAdd(weight, x1, d1);
    }
    if (rows > 4) {
      weight = v128.load_splat<Real>(row4);
      e0 = multiplyAdd(weight, x0, e0);
      e1 = multiplyAdd(weight, x1, e1);
    }
    if (rows > 5) {
      weight = v128.load_splat<Real>(row5);
      f0 = multiplyAdd(weight, x0, f0);
      f1 = multiplyAdd(weight, x1, f1);
    }
    x0 = v128.load(input, 32);
    x1 = v128.load(input, 48);
    weight = v128.load_splat<Real>(row0, laneBytes);
    a0 = multiplyAdd(weight, x0, a0);
    a1 = multiplyAdd(weight, x1, a1);
    if (rows > 1) {
      weight = v128.load_splat<Real>(row1, laneBytes);
      b0 = multiplyAdd(weight, x0, b0);
      b1 = multiplyAdd(weight, x1, b1);
    }
    if (rows > 2) {
      weight = v128.load_splat<Real>(row2, laneBytes);
      c0 = multiplyAdd(weight, x0, c0);
      c1 = multiplyAdd(weight, x1, c1);
    }
    if (rows > 3) {
      weight = v128.load_splat<Real>(row3, laneBytes);
      d0 = multiplyAdd(weight, x0, d0);
      d1 = multiplyAdd(weight, x1, d1);
    }
    if (rows > 4) {
      weight = v128.load_splat<Real>(row4, laneBytes);
      e0 = multiplyAdd(weight, x0, e0);
      e1 = multiplyAdd(weight, x1, e1);
    }
    if (rows > 5) {
      weight = v128.load_splat<Real>(row5, laneBytes);
      f0 = multiplyAdd(weight, x0, f0);
      f1 = multiplyAdd(weight, x1, f1);
    }
    x0 = v128.load(input, 64);
    x1 = v128.load(input, 80);
    weight = v128.load_splat<Real>(row0, 2 * laneBytes);
    a0 = multiplyAdd(weight, x0, a0);
    a1 = multiplyAdd(weight, x1, a1);
    if (rows > 1) {
      weight = v128.load_splat<Real>(row1, 2 * laneBytes);
      b0 = multiplyAdd(weight, x0, b0);
      b1 = multiplyAdd(weight, x1, b1);
    }
    if (rows > 2) {
      weight = v128.load_splat<Real>(row2, 2 * laneBytes);
      c0 = multiplyAdd(weight, x0, c0);
      c1 = multiplyAdd(weight, x1, c1);
    }
    if (rows > 3) {
      weight = v128.load_splat<Real>(row3, 2 * laneBytes);
      d0 = multiplyAdd(weight, x0, d0);
      d1 = multiplyAdd(weight, x1, d1);
    }
    if (rows > 4) {
      weight = v128.load_splat<Real>(row4, 2 * laneBytes);
      e0 = multiplyAdd(weight, x0, e0);
      e1 = multiplyAdd(weight, x1, e1);
    }
    if (rows > 5) {
      weight = v128.load_splat<Real>(row5, 2 * laneBytes);
      f0 = multiplyAdd(weight, x0, f0);
      f1 = multiplyAdd(weight, x1, f1);
    }
    x0 = v128.load(input, 96);
    x1 = v128.load(input, 112);
    weight = v128.load_splat<Real>(row0, 3 * laneBytes);
    a0 = multiplyAdd(weight, x0, a0);
    a1 = multiplyAdd(weight, x1, a1);
    if (rows > 1) {
      weight = v128.load_splat<Real>(row1, 3 * laneBytes);
      b0 = multiplyAdd(weight, x0, b0);
      b1 = multiplyAdd(weight, x1, b1);
    }
    if (rows > 2) {
      weight = v128.load_splat<Real>(row2, 3 * laneBytes);
      c0 = multiplyAdd(weight, x0, c0);
      c1 = multiplyAdd(weight, x1, c1);
    }
    if (rows > 3) {
      weight = v128.load_splat<Real>(row3, 3 * laneBytes);
      d0 = multiplyAdd(weight, x0, d0);
      d1 = multiplyAdd(weight, x1, d1);
    }
    if (rows > 4) {
      weight = v128.load_splat<Real>(row4, 3 * laneBytes);
      e0 = multiplyAdd(weight, x0, e0);
      e1 = multiplyAdd(weight, x1, e1);
    }
    if (rows > 5) {
      weight = v128.load_splat<Real>(row5, 3 * laneBytes);
      f0 = multiplyAdd(weight, x0, f0);
      f1 = multiplyAdd(weight, x1, f1);
    }
    row0 += 4 * laneBytes;
    row1 += 4 * laneBytes;
    row2 += 4 * laneBytes;
    row3 += 4 * laneBytes;
    row4 += 4 * laneBytes;
    row5 += 4 * laneBytes;
    input += 4 * rowBytes;
  }
  while (input < end) {
    x0 = v128.load(input);
    x1 = v128.load(input, 16);
    weight = v128.load_splat<Real>(row0);
    a0 = multiplyAdd(weight, x0, a0);
    a1 = multiplyAdd(weight, x1, a1);
    if (rows > 1) {
      weight = v128.load_splat<Real>(row1);
      b0 = multiplyAdd(weight, x0, b0);
      b1 = multiplyAdd(weight, x1, b1);
    }
    if (rows > 2) {
      weight = v128.load_splat<Real>(row2);
      c0 = multiplyAdd(weight, x0, c0);
      c1 = multiplyAdd(weight, x1, c1);
    }
    if (rows > 3) {
      weight = v128.load_splat<Real>(row3);
      d0 = multiplyAdd(weight, x0, d0);
      d1 = multiplyAdd(weight, x1, d1);
    }
    if (rows > 4) {
      weight = v128.load_splat<Real>(row4);
      e0 = multiplyAdd(weight, x0, e0);
      e1 = multiplyAdd(weight, x1, e1);
    }
    if (rows > 5) {
      weight = v128.load_splat<Real>(row5);
      f0 = multiplyAdd(weight, x0, f0);
      f1 = multiplyAdd(weight, x1, f1);
    }
    row0 += laneBytes;
    row1 += laneBytes;
    row2 += laneBytes;
    row3 += laneBytes;
    row4 += laneBytes;
    row5 += laneBytes;
    input += rowBytes;
  }
  finishSum(a0, output, finish);
  finishSum(a1, output + 16, finish);
  if (rows > 1) {
    finishSum(b0, output + 32, finish);
    finishSum(b1, output + 48, finish);
  }
  if (rows > 2) {
    finishSum(c0, output + 64, finish);
    finishSum(c1, output + 80, finish);
  }
  if (rows > 3) {
    finishSum(d0, output + 96, finish);
    finishSum(d1, output + 112, finish);
  }
  if (rows > 4) {
    finishSum(e0, output + 128, finish);
    finishSum(e1, output + 144, finish);
  }
  if (rows > 5) {
    finishSum(f0, output + 160, finish);
    finishSum(f1, output + 176, finish);
  }
}
