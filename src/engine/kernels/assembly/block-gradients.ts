import { Real } from './real';
import { laneBytes, multiplyAdd, rowBytes } from './panel';

/**
 * weightGradients += inputs . deltas^T over all samples of a tile, as in gradients.ts, for the first `blocks` blocks of units,
 * of which transpose.ts has made [sample][unit]: vectors run over units here, and the sums need none over their lanes. The first tile
 * of a batch overwrites weightGradients [width, units].
 */
export function addBlockGradients(
  width: i32,
  units: i32,
  blocks: i32,
  panels: i32,
  inputs: usize,
  inputStride: usize,
  deltas: usize,
  deltaStride: usize,
  weightGradients: usize,
  isFirst: bool,
): void {
  for (let input = 0; input < width; input += 4) {
    const row = inputs + <usize>input * rowBytes;
    const left = width - input;
    for (let block = 0; block < blocks; block++) {
      const delta = deltas + <usize>block * blockBytes;
      const sums = weightGradients + <usize>input * units * laneBytes + <usize>block * rowBytes;
      if (left >= 4) sumBlock(4, units, panels, row, inputStride, delta, deltaStride, sums, isFirst);
      else if (left == 3) sumBlock(3, units, panels, row, inputStride, delta, deltaStride, sums, isFirst);
      else if (left == 2) sumBlock(2, units, panels, row, inputStride, delta, deltaStride, sums, isFirst);
      else sumBlock(1, units, panels, row, inputStride, delta, deltaStride, sums, isFirst);
    }
  }
}

/** Bytes of a block of deltas. */
const blockBytes: usize = (rowBytes / laneBytes) * rowBytes;

/** 1 to 4 inputs, a constant where this is inlined, by one block of units, summed in registers. */
@inline
function sumBlock(
  rows: i32,
  units: i32,
  panels: i32,
  input: usize,
  inputStride: usize,
  delta: usize,
  deltaStride: usize,
  sums: usize,
  isFirst: bool,
): void {
  const stride = <usize>units * laneBytes;
  const sums1 = sums + stride;
  const sums2 = sums1 + stride;
  const sums3 = sums2 + stride;
  let a0 = v128.splat<Real>(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  if (!isFirst) {
    a0 = v128.load(sums);
    a1 = v128.load(sums, 16);
    if (rows > 1) {
      b0 = v128.load(sums1);
      b1 = v128.load(sums1, 16);
    }
    if (rows > 2) {
      c0 = v128.load(sums2);
      c1 = v128.load(sums2, 16);
    }
    if (rows > 3) {
      d0 = v128.load(sums3);
      d1 = v128.load(sums3, 16);
    }
  }
  let x = a0;
  let y0 = a0;
  let y1 = a0;
  for (let panel = 0; panel < panels; panel++) {
    y0 = v128.load(delta);
    y1 = v128.load(delta, 16);
    x = v128.load_splat<Real>(input);
    a0 = multiplyAdd(x, y0, a0);
    a1 = multiplyAdd(x, y1, a1);
    if (rows > 1) {
      x = v128.load_splat<Real>(input, rowBytes);
      b0 = multiplyAdd(x, y0, b0);
      b1 = multiplyAdd(x, y1, b1);
    }
    if (rows > 2) {
      x = v128.load_splat<Real>(input, 2 * rowBytes);
      c0 = multiplyAdd(x, y0, c0);
      c1 = multiplyAdd(x, y1, c1);
    }
    if (rows > 3) {
      x = v128.load_splat<Real>(input, 3 * rowBytes);
      d0 = multiplyAdd(x, y0, d0);
      d1 = multiplyAdd(x, y1, d1);
    }
    y0 = v128.load(delta, 32);
    y1 = v128.load(delta, 48);
    x = v128.load_splat<Real>(input, laneBytes);
    a0 = multiplyAdd(x, y0, a0);
    a1 = multiplyAdd(x, y1, a1);
    if (rows > 1) {
      x = v128.load_splat<Real>(input, rowBytes + laneBytes);
      b0 = multiplyAdd(x, y0, b0);
      b1 = multiplyAdd(x, y1, b1);
    }
    if (rows > 2) {
      x = v128.load_splat<Real>(input, 2 * rowBytes + laneBytes);
      c0 = multiplyAdd(x, y0, c0);
      c1 = multiplyAdd(x, y1, c1);
    }
    if (rows > 3) {
      x = v128.load_splat<Real>(input, 3 * rowBytes + laneBytes);
      d0 = multiplyAdd(x, y0, d0);
      d1 = multiplyAdd(x, y1, d1);
    }
    y0 = v128.load(delta, 64);
    y1 = v128.load(delta, 80);
    x = v128.load_splat<Real>(input, 2 * laneBytes);
    a0 = multiplyAdd(x, y0, a0);
    a1 = multiplyAdd(x, y1, a1);
    if (rows > 1) {
      x = v128.load_splat<Real>(input, rowBytes + 2 * laneBytes);
      b0 = multiplyAdd(x, y0, b0);
      b1 = multiplyAdd(x, y1, b1);
    }
    if (rows > 2) {
      x = v128.load_splat<Real>(input, 2 * rowBytes + 2 * laneBytes);
      c0 = multiplyAdd(x, y0, c0);
      c1 = multiplyAdd(x, y1, c1);
    }
    if (rows > 3) {
      x = v128.load_splat<Real>(input, 3 * rowBytes + 2 * laneBytes);
      d0 = multiplyAdd(x, y0, d0);
      d1 = multiplyAdd(x, y1, d1);
    }
    y0 = v128.load(delta, 96);
    y1 = v128.load(delta, 112);
    x = v128.load_splat<Real>(input, 3 * laneBytes);
    a0 = multiplyAdd(x, y0, a0);
    a1 = multiplyAdd(x, y1, a1);
    if (rows > 1) {
      x = v128.load_splat<Real>(input, rowBytes + 3 * laneBytes);
      b0 = multiplyAdd(x, y0, b0);
      b1 = multiplyAdd(x, y1, b1);
    }
    if (rows > 2) {
      x = v128.load_splat<Real>(input, 2 * rowBytes + 3 * laneBytes);
      c0 = multiplyAdd(x, y0, c0);
      c1 = multiplyAdd(x, y1, c1);
    }
    if (rows > 3) {
      x = v128.load_splat<Real>(input, 3 * rowBytes + 3 * laneBytes);
      d0 = multiplyAdd(x, y0, d0);
      d1 = multiplyAdd(x, y1, d1);
    }
    if (sizeof<Real>() == 4) {
      y0 = v128.load(delta, 128);
      y1 = v128.load(delta, 144);
      x = v128.load_splat<Real>(input, 4 * laneBytes);
      a0 = multiplyAdd(x, y0, a0);
      a1 = multiplyAdd(x, y1, a1);
      if (rows > 1) {
        x = v128.load_splat<Real>(input, rowBytes + 4 * laneBytes);
        b0 = multiplyAdd(x, y0, b0);
        b1 = multiplyAdd(x, y1, b1);
      }
      if (rows > 2) {
        x = v128.load_splat<Real>(input, 2 * rowBytes + 4 * laneBytes);
        c0 = multiplyAdd(x, y0, c0);
        c1 = multiplyAdd(x, y1, c1);
      }
      if (rows > 3) {
        x = v128.load_splat<Real>(input, 3 * rowBytes + 4 * laneBytes);
        d0 = multiplyAdd(x, y0, d0);
        d1 = multiplyAdd(x, y1, d1);
      }
      y0 = v128.load(delta, 160);
      y1 = v128.load(delta, 176);
      x = v128.load_splat<Real>(input, 5 * laneBytes);
      a0 = multiplyAdd(x, y0, a0);
      a1 = multiplyAdd(x, y1, a1);
      if (rows > 1) {
        x = v128.load_splat<Real>(input, rowBytes + 5 * laneBytes);
        b0 = multiplyAdd(x, y0, b0);
        b1 = multiplyAdd(x, y1, b1);
      }
      if (rows > 2) {
        x = v128.load_splat<Real>(input, 2 * rowBytes + 5 * laneBytes);
        c0 = multiplyAdd(x, y0, c0);
        c1 = multiplyAdd(x, y1, c1);
      }
      if (rows > 3) {
        x = v128.load_splat<Real>(input, 3 * rowBytes + 5 * laneBytes);
        d0 = multiplyAdd(x, y0, d0);
        d1 = multiplyAdd(x, y1, d1);
      }
      y0 = v128.load(delta, 192);
      y1 = v128.load(delta, 208);
      x = v128.load_splat<Real>(input, 6 * laneBytes);
      a0 = multiplyAdd(x, y0, a0);
      a1 = multiplyAdd(x, y1, a1);
      if (rows > 1) {
        x = v128.load_splat<Real>(input, rowBytes + 6 * laneBytes);
        b0 = multiplyAdd(x, y0, b0);
        b1 = multiplyAdd(x, y1, b1);
      }
      if (rows > 2) {
        x = v128.load_splat<Real>(input, 2 * rowBytes + 6 * laneBytes);
        c0 = multiplyAdd(x, y0, c0);
        c1 = multiplyAdd(x, y1, c1);
      }
      if (rows > 3) {
        x = v128.load_splat<Real>(input, 3 * rowBytes + 6 * laneBytes);
        d0 = multiplyAdd(x, y0, d0);
        d1 = multiplyAdd(x, y1, d1);
      }
      y0 = v128.load(delta, 224);
      y1 = v128.load(delta, 240);
      x = v128.load_splat<Real>(input, 7 * laneBytes);
      a0 = multiplyAdd(x, y0, a0);
      a1 = multiplyAdd(x, y1, a1);
      if (rows > 1) {
        x = v128.load_splat<Real>(input, rowBytes + 7 * laneBytes);
        b0 = multiplyAdd(x, y0, b0);
        b1 = multiplyAdd(x, y1, b1);
      }
      if (rows > 2) {
        x = v128.load_splat<Real>(input, 2 * rowBytes + 7 * laneBytes);
        c0 = multiplyAdd(x, y0, c0);
        c1 = multiplyAdd(x, y1, c1);
      }
      if (rows > 3) {
        x = v128.load_splat<Real>(input, 3 * rowBytes + 7 * laneBytes);
        d0 = multiplyAdd(x, y0, d0);
        d1 = multiplyAdd(x, y1, d1);
      }
    }
    input += inputStride;
    delta += deltaStride;
  }
  v128.store(sums, a0);
  v128.store(sums, a1, 16);
  if (rows > 1) {
    v128.store(sums1, b0);
    v128.store(sums1, b1, 16);
  }
  if (rows > 2) {
    v128.store(sums2, c0);
    v128.store(sums2, c1, 16);
  }
  if (rows > 3) {
    v128.store(sums3, d0);
    v128.store(sums3, d1, 16);
  }
}
