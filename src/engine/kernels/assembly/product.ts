import { Real } from './real';
import { laneBytes, multiplyAdd, rowBytes } from './panel';

/** What becomes of a number of a product: forward it starts at a bias, backward at 0. */
export const enum Finish {
  Bias,
  /** max(0, sum with bias); NaN stays. */
  BiasRelu,
  None,
  /** 0 where the number that is overwritten is <= 0: backward through ReLU, whose outputs lie there. */
  Mask,
}

@inline
function isBiased(finish: Finish): bool {
  return finish <= Finish.BiasRelu;
}

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
    if (depth == 1) shallow(1, rows, panels, matrix, biases, inputs, inputStride, outputs, outputStride, finish);
    else if (depth == 2) shallow(2, rows, panels, matrix, biases, inputs, inputStride, outputs, outputStride, finish);
    else if (depth == 3) shallow(3, rows, panels, matrix, biases, inputs, inputStride, outputs, outputStride, finish);
    else shallow(4, rows, panels, matrix, biases, inputs, inputStride, outputs, outputStride, finish);
    return;
  }
  // Rows outside: a block of them stays in the first cache for all panels, however large the matrix is.
  for (let row = 0; row < rows; row += 4) {
    const block = matrix + <usize>row * depth * laneBytes;
    const bias = biases + <usize>row * laneBytes;
    let input = inputs;
    let output = outputs + <usize>row * rowBytes;
    for (let panel = 0; panel < panels; panel++) {
      const left = rows - row;
      if (left >= 4) rowBlock(4, depth, block, bias, input, output, finish);
      else if (left == 3) rowBlock(3, depth, block, bias, input, output, finish);
      else if (left == 2) rowBlock(2, depth, block, bias, input, output, finish);
      else rowBlock(1, depth, block, bias, input, output, finish);
      input += inputStride;
      output += outputStride;
    }
  }
}

@inline
function store(sum: v128, output: usize, finish: Finish): void {
  if (finish == Finish.BiasRelu) sum = v128.pmax<Real>(sum, v128.splat<Real>(0));
  else if (finish == Finish.Mask) sum = v128.andnot(sum, v128.le<Real>(v128.load(output), v128.splat<Real>(0)));
  v128.store(output, sum);
}

/** 1 to 4 rows, a constant where this is inlined, by one panel, summed in registers. */
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
  let a0 = v128.splat<Real>(0);
  let b0 = a0;
  let c0 = a0;
  let d0 = a0;
  if (isBiased(finish)) {
    a0 = v128.load_splat<Real>(biases);
    if (rows > 1) b0 = v128.load_splat<Real>(biases, laneBytes);
    if (rows > 2) c0 = v128.load_splat<Real>(biases, 2 * laneBytes);
    if (rows > 3) d0 = v128.load_splat<Real>(biases, 3 * laneBytes);
  }
  let a1 = a0;
  let b1 = b0;
  let c1 = c0;
  let d1 = d0;
  const end = input + <usize>depth * rowBytes;
  while (input < end) {
    const x0 = v128.load(input);
    const x1 = v128.load(input, 16);
    let weight = v128.load_splat<Real>(row0);
    a0 = multiplyAdd(weight, x0, a0);
    a1 = multiplyAdd(weight, x1, a1);
    row0 += laneBytes;
    if (rows > 1) {
      weight = v128.load_splat<Real>(row1);
      b0 = multiplyAdd(weight, x0, b0);
      b1 = multiplyAdd(weight, x1, b1);
      row1 += laneBytes;
    }
    if (rows > 2) {
      weight = v128.load_splat<Real>(row2);
      c0 = multiplyAdd(weight, x0, c0);
      c1 = multiplyAdd(weight, x1, c1);
      row2 += laneBytes;
    }
    if (rows > 3) {
      weight = v128.load_splat<Real>(row3);
      d0 = multiplyAdd(weight, x0, d0);
      d1 = multiplyAdd(weight, x1, d1);
      row3 += laneBytes;
    }
    input += rowBytes;
  }
  store(a0, output, finish);
  store(a1, output + 16, finish);
  if (rows > 1) {
    store(b0, output + 32, finish);
    store(b1, output + 48, finish);
  }
  if (rows > 2) {
    store(c0, output + 64, finish);
    store(c1, output + 80, finish);
  }
  if (rows > 3) {
    store(d0, output + 96, finish);
    store(d1, output + 112, finish);
  }
}

/** The product for 1 to 4 inputs, a constant where this is inlined: the inputs of a panel stay in registers. */
@inline
function shallow(
  depth: i32,
  rows: i32,
  panels: i32,
  matrix: usize,
  biases: usize,
  inputs: usize,
  inputStride: usize,
  outputs: usize,
  outputStride: usize,
  finish: Finish,
): void {
  let input = inputs;
  let output = outputs;
  for (let panel = 0; panel < panels; panel++) {
    if (finish == Finish.BiasRelu) shallowPanel(depth, rows, matrix, biases, input, output, Finish.BiasRelu);
    else if (finish == Finish.Mask) shallowPanel(depth, rows, matrix, biases, input, output, Finish.Mask);
    else if (finish == Finish.Bias) shallowPanel(depth, rows, matrix, biases, input, output, Finish.Bias);
    else shallowPanel(depth, rows, matrix, biases, input, output, Finish.None);
    input += inputStride;
    output += outputStride;
  }
}

@inline
function shallowPanel(
  depth: i32,
  rows: i32,
  matrix: usize,
  biases: usize,
  input: usize,
  output: usize,
  finish: Finish,
): void {
  const a0 = v128.load(input);
  const a1 = v128.load(input, 16);
  const b0 = depth > 1 ? v128.load(input, 32) : a0;
  const b1 = depth > 1 ? v128.load(input, 48) : a0;
  const c0 = depth > 2 ? v128.load(input, 64) : a0;
  const c1 = depth > 2 ? v128.load(input, 80) : a0;
  const d0 = depth > 3 ? v128.load(input, 96) : a0;
  const d1 = depth > 3 ? v128.load(input, 112) : a0;
  const stride = <usize>depth * laneBytes;
  let weights = matrix;
  let bias = biases;
  const end = output + <usize>rows * rowBytes;
  if (rows & 1) {
    shallowRow(depth, weights, bias, output, finish, a0, a1, b0, b1, c0, c1, d0, d1);
    weights += stride;
    bias += laneBytes;
    output += rowBytes;
  }
  while (output < end) {
    shallowRow(depth, weights, bias, output, finish, a0, a1, b0, b1, c0, c1, d0, d1);
    shallowRow(depth, weights + stride, bias + laneBytes, output + rowBytes, finish, a0, a1, b0, b1, c0, c1, d0, d1);
    weights += 2 * stride;
    bias += 2 * laneBytes;
    output += 2 * rowBytes;
  }
}

@inline
function shallowRow(
  depth: i32,
  weights: usize,
  bias: usize,
  output: usize,
  finish: Finish,
  a0: v128,
  a1: v128,
  b0: v128,
  b1: v128,
  c0: v128,
  c1: v128,
  d0: v128,
  d1: v128,
): void {
  let weight = v128.load_splat<Real>(weights);
  let sum0 = v128.mul<Real>(weight, a0);
  let sum1 = v128.mul<Real>(weight, a1);
  if (isBiased(finish)) {
    const start = v128.load_splat<Real>(bias);
    sum0 = v128.add<Real>(start, sum0);
    sum1 = v128.add<Real>(start, sum1);
  }
  if (depth > 1) {
    weight = v128.load_splat<Real>(weights, laneBytes);
    sum0 = multiplyAdd(weight, b0, sum0);
    sum1 = multiplyAdd(weight, b1, sum1);
  }
  if (depth > 2) {
    weight = v128.load_splat<Real>(weights, 2 * laneBytes);
    sum0 = multiplyAdd(weight, c0, sum0);
    sum1 = multiplyAdd(weight, c1, sum1);
  }
  if (depth > 3) {
    weight = v128.load_splat<Real>(weights, 3 * laneBytes);
    sum0 = multiplyAdd(weight, d0, sum0);
    sum1 = multiplyAdd(weight, d1, sum1);
  }
  store(sum0, output, finish);
  store(sum1, output + 16, finish);
}
