import { laneBytes, multiplyAdd, rowBytes } from './panel';

/**
 * weightGradients += inputs . deltas^T over all samples of a tile, where deltas are the gradients of the layer's outputs.
 * inputs [panel][width][4]; deltas [panel][units][4]; weightGradients [width, units].
 */
export function addWeightGradients(
  width: i32,
  units: i32,
  panels: i32,
  inputs: usize,
  deltas: usize,
  weightGradients: usize,
): void {
  for (let input = 0; input < width; input += 2) {
    const row = inputs + <usize>input * rowBytes;
    for (let unit = 0; unit < units; unit += 4) {
      const delta = deltas + <usize>unit * rowBytes;
      const sums = weightGradients + (<usize>input * units + unit) * laneBytes;
      const left = units - unit;
      if (width - input >= 2) {
        if (left >= 4) gradientBlock(2, 4, width, units, panels, row, delta, sums);
        else if (left == 3) gradientBlock(2, 3, width, units, panels, row, delta, sums);
        else if (left == 2) gradientBlock(2, 2, width, units, panels, row, delta, sums);
        else gradientBlock(2, 1, width, units, panels, row, delta, sums);
      } else if (left >= 4) gradientBlock(1, 4, width, units, panels, row, delta, sums);
      else if (left == 3) gradientBlock(1, 3, width, units, panels, row, delta, sums);
      else if (left == 2) gradientBlock(1, 2, width, units, panels, row, delta, sums);
      else gradientBlock(1, 1, width, units, panels, row, delta, sums);
    }
  }
}

/** biasGradients += the sum of deltas over all samples of a tile. */
export function addBiasGradients(units: i32, panels: i32, deltas: usize, biasGradients: usize): void {
  for (let unit = 0; unit < units; unit += 4) {
    const delta = deltas + <usize>unit * rowBytes;
    const sums = biasGradients + <usize>unit * laneBytes;
    const left = units - unit;
    if (left >= 4) biasBlock(4, units, panels, delta, sums);
    else if (left == 3) biasBlock(3, units, panels, delta, sums);
    else if (left == 2) biasBlock(2, units, panels, delta, sums);
    else biasBlock(1, units, panels, delta, sums);
  }
}

/** 1 to 4 units, a constant where this is inlined. */
@inline
function biasBlock(columns: i32, units: i32, panels: i32, delta: usize, sums: usize): void {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let panel = 0; panel < panels; panel++) {
    a = f64x2.add(a, f64x2.add(v128.load(delta), v128.load(delta, 16)));
    if (columns > 1) b = f64x2.add(b, f64x2.add(v128.load(delta, 32), v128.load(delta, 48)));
    if (columns > 2) c = f64x2.add(c, f64x2.add(v128.load(delta, 64), v128.load(delta, 80)));
    if (columns > 3) d = f64x2.add(d, f64x2.add(v128.load(delta, 96), v128.load(delta, 112)));
    delta += <usize>units * rowBytes;
  }
  addSums(columns, sums, a, b, c, d);
}

/**
 * biasGradients += the sum of deltas over all samples of a tile, added one sample after the other. At the output of a
 * network the deltas of all samples nearly cancel at first, so that what is left is rounding, and an optimizer that divides
 * by the gradient's size makes it large: there sums take the order of the readable network, and of NumPy.
 */
export function addBiasGradientsInOrder(units: i32, panels: i32, deltas: usize, biasGradients: usize): void {
  for (let unit = 0; unit < units; unit += 2) {
    const first = biasGradients + <usize>unit * laneBytes;
    // The last of an odd number of units is summed twice side by side.
    const second = unit + 1 < units ? laneBytes : 0;
    const secondRow = unit + 1 < units ? rowBytes : 0;
    let sum0 = load<f64>(first);
    let sum1 = load<f64>(first + second);
    let delta = deltas + <usize>unit * rowBytes;
    for (let panel = 0; panel < panels; panel++) {
      const other = delta + secondRow;
      sum0 += load<f64>(delta);
      sum1 += load<f64>(other);
      sum0 += load<f64>(delta, 8);
      sum1 += load<f64>(other, 8);
      sum0 += load<f64>(delta, 16);
      sum1 += load<f64>(other, 16);
      sum0 += load<f64>(delta, 24);
      sum1 += load<f64>(other, 24);
      delta += <usize>units * rowBytes;
    }
    store<f64>(first, sum0);
    store<f64>(first + second, sum1);
  }
}

/** 1 or 2 inputs by 1 to 4 units, constants where this is inlined, summed in registers over a tile. */
@inline
function gradientBlock(
  rows: i32,
  columns: i32,
  width: i32,
  units: i32,
  panels: i32,
  input: usize,
  delta: usize,
  sums: usize,
): void {
  let a0 = f64x2.splat(0);
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
    input += <usize>width * rowBytes;
    delta += <usize>units * rowBytes;
  }
  addSums(columns, sums, a0, a1, a2, a3);
  if (rows > 1) addSums(columns, sums + <usize>units * laneBytes, b0, b1, b2, b3);
}

@inline
function addSums(columns: i32, sums: usize, s0: v128, s1: v128, s2: v128, s3: v128): void {
  if (columns > 1) addTwoSums(sums, s0, s1);
  else addSum(sums, s0);
  if (columns > 3) addTwoSums(sums + 2 * laneBytes, s2, s3);
  else if (columns > 2) addSum(sums + 2 * laneBytes, s2);
}

@inline
function addTwoSums(sums: usize, first: v128, second: v128): void {
  const low = v128.shuffle<f64>(first, second, 0, 2);
  const high = v128.shuffle<f64>(first, second, 1, 3);
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.add(low, high)));
}

@inline
function addSum(sum: usize, lanes: v128): void {
  const total = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  store<f64>(sum, load<f64>(sum) + total);
}
