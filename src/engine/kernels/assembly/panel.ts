import { Real, relaxed } from './real';

/**
 * Matrices that the kernels share, and their memory layout.
 *
 * A *panel* holds 4 samples of float64 or 8 of float32: entry [row, sample] is number `samples * row + sample`, so a row is two vectors, 32
 * bytes. A tile is a few consecutive panels. Vectors run over samples, so that a layer may have any width without a remainder; only the
 * last panel of a set is padded.
 */
export const laneBytes: usize = sizeof<Real>();
export const rowBytes: usize = 32;
export const panelSamples: i32 = <i32>(rowBytes / laneBytes);

/** Where a sample's numbers in panels begin; they are rowBytes apart. */
@inline
export function sampleAt(panels: usize, panelStride: usize, sample: i32): usize {
  return panels + <usize>(sample / panelSamples) * panelStride + <usize>(sample % panelSamples) * laneBytes;
}

/** sum + a * b; unless relaxed, rounded twice: a fused multiply-add would give different bits on CPUs without one. */
@inline
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (relaxed) return v128.relaxed_madd<Real>(a, b, sum);
  return v128.add<Real>(sum, v128.mul<Real>(a, b));
}

/** The bits of the smallest number that withoutTiny keeps, and the mask for a number without its sign. */
const bounds: usize = memory.data<u32>([0x0da24260, 0x7fffffff]);

/** 1e-30, to be loaded once for all uses: V8 would rebuild a constant at each use, in ten instructions. */
@inline
export function smallest(): v128 {
  return v128.load32_splat(bounds);
}

/** The mask for the magnitude of a float32. */
@inline
export function magnitudeBits(): v128 {
  return v128.load32_splat(bounds, 4);
}

/**
 * In float32, 0 for a number whose `magnitude` is below 1e-30: values decaying towards 0 would soon become subnormal, and each operation on
 * such a number takes a CPU a hundred times as long. float64 stays exact; getting there takes thousands of epochs without any gradient.
 */
@inline
export function withoutTiny(x: v128, magnitude: v128, least: v128): v128 {
  if (sizeof<Real>() == 8) return x;
  return v128.andnot(x, v128.lt<f32>(magnitude, least)); // a NaN stays
}
