/**
 * Matrices that the kernels share, and how they lie in memory.
 *
 * A *panel* holds 4 samples of float64: entry [row, sample] is number 4 * row + sample, so a row is two vectors, 32 bytes.
 * A tile is a few panels one after the other. Samples are what the vectors run over, so that a layer may have any width
 * without a remainder; only the last panel of a set is padded.
 */
export const laneBytes: usize = 8;
export const rowBytes: usize = 32;

/** sum + a * b, rounded twice: a fused multiply-add would give other bits on CPUs that have none. */
@inline
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return f64x2.add(sum, f64x2.mul(a, b));
}
