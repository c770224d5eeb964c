import { Real } from './real';
import { laneBytes, rowBytes } from './panel';

/**
 * Writes lambda1 * sum |w| and lambda2 * sum w^2 of numbers in `rows` rows, 32 bytes apart, each with `runs` runs, `runStride` bytes apart,
 * of `length` numbers each. `length` must be even unless there is only one run. A penalty is 0 where its lambda is 0, whatever the numbers.
 */
export function storePenalties(
  values: usize,
  rows: i32,
  runs: i32,
  runStride: usize,
  length: i32,
  lambda1: f64,
  lambda2: f64,
  penalties: usize,
): void {
  let magnitudes = f64x2.splat(0);
  let squares = f64x2.splat(0);
  if (lambda1 != 0 || lambda2 != 0) {
    for (let row = 0; row < rows; row++) {
      for (let run = 0; run < runs; run++) {
        let at = values + <usize>row * rowBytes + <usize>run * runStride;
        const end = at + <usize>length * laneBytes;
        while (at < end) {
          const value = loadTwo(at, end);
          magnitudes = f64x2.add(magnitudes, f64x2.abs(value));
          squares = f64x2.add(squares, f64x2.mul(value, value));
          at += 2 * laneBytes;
        }
      }
    }
  }
  store<f64>(penalties, lambda1 == 0 ? 0 : lambda1 * sum(magnitudes));
  store<f64>(penalties, lambda2 == 0 ? 0 : lambda2 * sum(squares), 8);
}

/** Two numbers as float64; the last one of an odd length is paired with 0. */
@inline
function loadTwo(values: usize, end: usize): v128 {
  const areTwo = end - values >= 2 * laneBytes;
  if (sizeof<Real>() == 8) return areTwo ? v128.load(values) : v128.load64_zero(values);
  return f64x2.promote_low_f32x4(areTwo ? v128.load64_zero(values) : v128.load32_zero(values));
}

@inline
function sum(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}
