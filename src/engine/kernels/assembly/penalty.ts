import { laneBytes } from './panel';

/** Writes lambda1 * sum |w| and lambda2 * sum w^2 of `length` numbers; 0 where a lambda is 0, whatever the numbers. */
export function storePenalties(
  values: usize,
  length: i32,
  lambda1: f64,
  lambda2: f64,
  penalties: usize,
): void {
  let magnitudes = f64x2.splat(0);
  let squares = f64x2.splat(0);
  if (lambda1 != 0 || lambda2 != 0) {
    const end = values + <usize>length * laneBytes;
    while (values < end) {
      // The last vector of an odd length is filled up with 0.
      const value = end - values >= 16 ? v128.load(values) : v128.load64_zero(values);
      magnitudes = f64x2.add(magnitudes, f64x2.abs(value));
      squares = f64x2.add(squares, f64x2.mul(value, value));
      values += 16;
    }
  }
  store<f64>(penalties, lambda1 == 0 ? 0 : lambda1 * sum(magnitudes));
  store<f64>(penalties, lambda2 == 0 ? 0 : lambda2 * sum(squares), 8);
}

@inline
function sum(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
}
