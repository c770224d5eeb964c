import { Finish, finishRow, isBiased } from './finish';
import { laneBytes, multiplyAdd, rowBytes } from './panel';
import { Real } from './real';

/** The product of product.ts for a depth of 1 to 4, a constant where this is inlined: the inputs of a panel stay in registers. */
@inline
export function shallowProduct(
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
  finishRow(sum0, sum1, output, finish);
}
