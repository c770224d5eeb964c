import { Real } from './real';
import { laneBytes, multiplyAdd, rowBytes } from './panel';

/**
 * weightGradients += inputs . deltas^T over all samples of a tile, where deltas are the gradients of the layer's outputs. inputs
 * [panel][width][samples]; deltas [panel][units][samples]; weightGradients [width, units]. Covers the inputs from `first` to `end` and the
 * units from `firstUnit` to `endUnit`.
 */
export function addWeightGradients(
  first: i32,
  end: i32,
  units: i32,
  panels: i32,
  inputs: usize,
  inputStride: usize,
  deltas: usize,
  deltaStride: usize,
  weightGradients: usize,
  firstUnit: i32,
  endUnit: i32,
): void {
  for (let input = first; input < end; input += 2) {
    const row = inputs + <usize>input * rowBytes;
    for (let unit = firstUnit; unit < endUnit; unit += 4) {
      const delta = deltas + <usize>unit * rowBytes;
      const sums = weightGradients + (<usize>input * units + unit) * laneBytes;
      const left = endUnit - unit;
      if (end - input >= 2) {
        if (left >= 4) gradientBlock(2, 4, units, panels, row, inputStride, delta, deltaStride, sums);
        else if (left == 3) gradientBlock(2, 3, units, panels, row, inputStride, delta, deltaStride, sums);
        else if (left == 2) gradientBlock(2, 2, units, panels, row, inputStride, delta, deltaStride, sums);
        else gradientBlock(2, 1, units, panels, row, inputStride, delta, deltaStride, sums);
      } else if (left >= 4) gradientBlock(1, 4, units, panels, row, inputStride, delta, deltaStride, sums);
      else if (left == 3) gradientBlock(1, 3, units, panels, row, inputStride, delta, deltaStride, sums);
      else if (left == 2) gradientBlock(1, 2, units, panels, row, inputStride, delta, deltaStride, sums);
      else gradientBlock(1, 1, units, panels, row, inputStride, delta, deltaStride, sums);
    }
  }
}

/** biasGradients += the sum of deltas over all samples of a tile, for the units from `first` to `end`. */
export function addBiasGradients(first: i32, end: i32, panels: i32, deltas: usize, deltaStride: usize, biasGradients: usize): void {
  for (let unit = first; unit < end; unit += 4) {
    const delta = deltas + <usize>unit * rowBytes;
    const sums = biasGradients + <usize>unit * laneBytes;
    const left = end - unit;
    if (left >= 4) biasBlock(4, panels, delta, deltaStride, sums);
    else if (left == 3) biasBlock(3, panels, delta, deltaStride, sums);
    else if (left == 2) biasBlock(2, panels, delta, deltaStride, sums);
    else biasBlock(1, panels, delta, deltaStride, sums);
  }
}

/** 1 to 4 units; a constant once inlined. */
@inline
function biasBlock(columns: i32, panels: i32, delta: usize, deltaStride: usize, sums: usize): void {
  let a = v128.splat<Real>(0);
  let b = a;
  let c = a;
  let d = a;
  for (let panel = 0; panel < panels; panel++) {
    a = v128.add<Real>(a, v128.add<Real>(v128.load(delta), v128.load(delta, 16)));
    if (columns > 1) b = v128.add<Real>(b, v128.add<Real>(v128.load(delta, 32), v128.load(delta, 48)));
    if (columns > 2) c = v128.add<Real>(c, v128.add<Real>(v128.load(delta, 64), v128.load(delta, 80)));
    if (columns > 3) d = v128.add<Real>(d, v128.add<Real>(v128.load(delta, 96), v128.load(delta, 112)));
    delta += deltaStride;
  }
  addSums(columns, sums, a, b, c, d);
}

/**
 * biasGradients += the sum of deltas over all samples of a tile, added one sample after the other. At the output of a network the deltas of
 * all samples nearly cancel at first, which leaves mostly rounding errors, and an optimizer that divides by the gradient's size amplifies
 * them: so sums there follow the order of the readable network, and of NumPy.
 */
export function addBiasGradientsInOrder(first: i32, end: i32, panels: i32, deltas: usize, deltaStride: usize, biasGradients: usize): void {
  for (let unit = first; unit < end; unit += 2) {
    const sums = biasGradients + <usize>unit * laneBytes;
    // The last unit of an odd number is summed twice, side by side.
    const second = unit + 1 < end ? laneBytes : 0;
    const secondRow = unit + 1 < end ? rowBytes : 0;
    let sum0 = load<Real>(sums);
    let sum1 = load<Real>(sums + second);
    let delta = deltas + <usize>unit * rowBytes;
    for (let panel = 0; panel < panels; panel++) {
      const other = delta + secondRow;
      sum0 += load<Real>(delta);
      sum1 += load<Real>(other);
      sum0 += load<Real>(delta, laneBytes);
      sum1 += load<Real>(other, laneBytes);
      sum0 += load<Real>(delta, 2 * laneBytes);
      sum1 += load<Real>(other, 2 * laneBytes);
      sum0 += load<Real>(delta, 3 * laneBytes);
      sum1 += load<Real>(other, 3 * laneBytes);
      if (sizeof<Real>() == 4) {
        sum0 += load<Real>(delta, 4 * laneBytes);
        sum1 += load<Real>(other, 4 * laneBytes);
        sum0 += load<Real>(delta, 5 * laneBytes);
        sum1 += load<Real>(other, 5 * laneBytes);
        sum0 += load<Real>(delta, 6 * laneBytes);
        sum1 += load<Real>(other, 6 * laneBytes);
        sum0 += load<Real>(delta, 7 * laneBytes);
        sum1 += load<Real>(other, 7 * laneBytes);
      }
      delta += deltaStride;
    }
    store<Real>(sums, sum0);
    store<Real>(sums + second, sum1);
  }
}

/** 1 or 2 inputs by 1 to 4 units, constants once inlined, summed in registers over a tile. */
@inline
function gradientBlock(
  rows: i32,
  columns: i32,
  units: i32,
  panels: i32,
  input: usize,
  inputStride: usize,
  delta: usize,
  deltaStride: usize,
  sums: usize,
): void {
  let a0 = v128.splat<Real>(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let panel = 0; panel < panels; panel++) {
    for (let half: usize = 0; half < rowBytes; half += 16) {
      const x = v128.load(input + half);
      const y = rows > 1 ? v128.load(input + half, 32) : x;
      let d = v128.load(delta + half);
      a0 = multiplyAdd(x, d, a0);
      if (rows > 1) b0 = multiplyAdd(y, d, b0);
      if (columns > 1) {
        d = v128.load(delta + half, 32);
        a1 = multiplyAdd(x, d, a1);
        if (rows > 1) b1 = multiplyAdd(y, d, b1);
      }
      if (columns > 2) {
        d = v128.load(delta + half, 64);
        a2 = multiplyAdd(x, d, a2);
        if (rows > 1) b2 = multiplyAdd(y, d, b2);
      }
      if (columns > 3) {
        d = v128.load(delta + half, 96);
        a3 = multiplyAdd(x, d, a3);
        if (rows > 1) b3 = multiplyAdd(y, d, b3);
      }
    }
    input += inputStride;
    delta += deltaStride;
  }
  addSums(columns, sums, a0, a1, a2, a3);
  if (rows > 1) addSums(columns, sums + <usize>units * laneBytes, b0, b1, b2, b3);
}

@inline
function addSums(columns: i32, sums: usize, s0: v128, s1: v128, s2: v128, s3: v128): void {
  if (sizeof<Real>() == 8) {
    if (columns > 1) addTwoSums(sums, s0, s1);
    else store<Real>(sums, load<Real>(sums) + sumOfTwo(s0));
    if (columns > 3) addTwoSums(sums + 2 * laneBytes, s2, s3);
    else if (columns > 2) store<Real>(sums + 2 * laneBytes, load<Real>(sums + 2 * laneBytes) + sumOfTwo(s2));
  } else {
    const first = v128.add<f32>(v128.shuffle<f32>(s0, s1, 0, 4, 1, 5), v128.shuffle<f32>(s0, s1, 2, 6, 3, 7));
    const second = v128.add<f32>(v128.shuffle<f32>(s2, s3, 0, 4, 1, 5), v128.shuffle<f32>(s2, s3, 2, 6, 3, 7));
    const low = v128.shuffle<f32>(first, second, 0, 1, 4, 5);
    const high = v128.shuffle<f32>(first, second, 2, 3, 6, 7);
    const total = v128.add<f32>(low, high);
    if (columns == 4) v128.store(sums, v128.add<f32>(v128.load(sums), total));
    else {
      store<f32>(sums, load<f32>(sums) + f32x4.extract_lane(total, 0));
      if (columns > 1) store<f32>(sums, load<f32>(sums, 4) + f32x4.extract_lane(total, 1), 4);
      if (columns > 2) store<f32>(sums, load<f32>(sums, 8) + f32x4.extract_lane(total, 2), 8);
    }
  }
}

@inline
function addTwoSums(sums: usize, first: v128, second: v128): void {
  const low = v128.shuffle<f64>(first, second, 0, 2);
  const high = v128.shuffle<f64>(first, second, 1, 3);
  v128.store(sums, v128.add<f64>(v128.load(sums), v128.add<f64>(low, high)));
}

@inline
function sumOfTwo(lanes: v128): Real {
  return <Real>(f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1));
}
