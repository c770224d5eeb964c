import { Real } from './real';
import { laneBytes, rowBytes } from './panel';

const parity: u32 = 0x1bd11bda;
/** Number of samples that share a draw. */
const quad: u32 = 4;

/**
 * Multiplies a tile's values [panel][units][samples] by their inverted dropout mask, as src/engine/layers/dropout-mask.ts
 * defines it, with Threefry-2x32 of src/engine/random/threefry.ts for four samples at a time.
 *
 * @param units of the layer, of which those from `first`, an even number, to `end` are taken
 * @param position of the tile's first sample in its batch
 * @param purpose the second word of the key
 */
export function applyDropout(
  units: i32,
  first: i32,
  end: i32,
  panels: i32,
  values: usize,
  stride: usize,
  position: u32,
  updates: u32,
  seed: u32,
  purpose: u32,
  threshold: u32,
  scale: f64,
): void {
  const limit = i32x4.splat(threshold);
  const factor = v128.splat<Real>(<Real>scale);
  const pairs = <u32>(units + 1) >> 1;
  const quadCounters = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(pairs));
  const start1 = i32x4.splat(updates + purpose);
  const samples = <u32>(rowBytes / laneBytes);
  for (let panel = 0; panel < panels; panel++) {
    for (let pair: u32 = first >> 1; pair << 1 < <u32>end; pair++) {
      const row = values + <usize>pair * 2 * rowBytes;
      const hasSecond = pair * 2 + 1 < <u32>units;
      for (let quadFirst: u32 = 0; quadFirst < samples; quadFirst += quad) {
        let x0 = i32x4.add(i32x4.splat((position + quadFirst) * pairs + pair + seed), quadCounters);
        let x1 = start1;
        let key0 = i32x4.splat(seed);
        let key1 = i32x4.splat(purpose);
        let key2 = i32x4.splat(seed ^ purpose ^ parity);
        for (let injection = 1; injection <= 5; injection++) {
          if (injection & 1) {
            x0 = i32x4.add(x0, x1);
            x1 = v128.xor(rotate(x1, 13), x0);
            x0 = i32x4.add(x0, x1);
            x1 = v128.xor(rotate(x1, 15), x0);
            x0 = i32x4.add(x0, x1);
            x1 = v128.xor(rotate(x1, 26), x0);
            x0 = i32x4.add(x0, x1);
            x1 = v128.xor(rotate(x1, 6), x0);
          } else {
            x0 = i32x4.add(x0, x1);
            x1 = v128.xor(rotate(x1, 17), x0);
            x0 = i32x4.add(x0, x1);
            x1 = v128.xor(rotate(x1, 29), x0);
            x0 = i32x4.add(x0, x1);
            x1 = v128.xor(rotate(x1, 16), x0);
            x0 = i32x4.add(x0, x1);
            x1 = v128.xor(rotate(x1, 24), x0);
          }
          x0 = i32x4.add(x0, key1);
          x1 = i32x4.add(x1, i32x4.add(key2, i32x4.splat(injection)));
          const used = key0;
          key0 = key1;
          key1 = key2;
          key2 = used;
        }
        const quadAt = row + <usize>quadFirst * laneBytes;
        multiply(quadAt, factor, i32x4.lt_u(x0, limit));
        if (hasSecond) multiply(quadAt + rowBytes, factor, i32x4.lt_u(x1, limit));
      }
    }
    values += stride;
    position += samples;
  }
}

/** Multiplies a tile's values by `scale`, which completes dropout where dropped values are already 0. */
export function scaleKept(units: i32, panels: i32, values: usize, stride: usize, scale: f64): void {
  const factor = v128.splat<Real>(<Real>scale);
  for (let panel = 0; panel < panels; panel++) {
    const end = values + <usize>units * rowBytes;
    for (let row = values; row < end; row += rowBytes) {
      v128.store(row, v128.mul<Real>(v128.load(row), factor));
      v128.store(row, v128.mul<Real>(v128.load(row, 16), factor), 16);
    }
    values += stride;
  }
}

@inline
function rotate(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

/** Multiplies the numbers of four samples by `factor`, or by 0 in dropped lanes. */
@inline
function multiply(values: usize, factor: v128, dropped: v128): void {
  if (sizeof<Real>() == 4) {
    v128.store(values, v128.mul<Real>(v128.load(values), v128.andnot(factor, dropped)));
    return;
  }
  const low = v128.andnot(factor, i64x2.extend_low_i32x4_s(dropped));
  const high = v128.andnot(factor, i64x2.extend_high_i32x4_s(dropped));
  v128.store(values, v128.mul<Real>(v128.load(values), low));
  v128.store(values, v128.mul<Real>(v128.load(values, 16), high), 16);
}
