import { exponent, exponentials, log, logOfTiny, mantissa, shiftExponent, timesLog2 } from './elementary';
import { laneBytes, rowBytes, withoutTiny } from './panel';
import { Real } from './real';

/**
 * The sum over samples of log p[target] is that of log 2 * exponent and of log mantissa. Exponents are summed as they
 * are, mantissas multiplied, so that a logarithm is taken once a tile. A tile's product stays far from the ends of float64:
 * factors are between sqrt(1/2) and sqrt(2), and there are at most 64 in a lane.
 */
let logSums: v128 = f64x2.splat(0);
let exponentSums: v128 = i64x2.splat(0);
let likelihoods: i32 = 0;
/** Number of samples classified right. */
let correct: i64 = 0;

const smallestNormal: f64 = 2.2250738585072014e-308;

export function resetMetrics(): void {
  logSums = f64x2.splat(0);
  exponentSums = i64x2.splat(0);
  likelihoods = 0;
  correct = 0;
}

/** The sum over samples of -log p[target], and the number of samples classified right. */
export function storeMetrics(address: usize): void {
  const exponents = i64x2.extract_lane(exponentSums, 0) + i64x2.extract_lane(exponentSums, 1);
  const wholes = <f64>(exponents - 1023 * <i64>likelihoods);
  const logs = f64x2.extract_lane(logSums, 0) + f64x2.extract_lane(logSums, 1);
  store<f64>(address, 0 - (timesLog2(wholes) + logs));
  store<f64>(address, <f64>correct, 8);
}

/**
 * Turns logits [panel][classes][samples] into probabilities, measures them, and turns them into the gradients of the mean loss
 * by the logits, (p - onehot) / samples, in place. targets [panel][samples] are class indices, and -1 where a sample only
 * pads the panel: it counts nowhere and its gradients are 0.
 */
export function softmaxCrossentropy(
  classes: i32,
  panels: i32,
  samples: Real,
  logits: usize,
  targets: usize,
): void {
  const bytes = <usize>classes * rowBytes;
  const end = logits + <usize>panels * bytes;
  const count = v128.splat<Real>(samples);
  let product = f64x2.splat(1);
  for (let panel = logits; panel < end; panel += bytes) {
    subtractMaxima(panel, panel + bytes);
    subtractMaxima(panel + 16, panel + 16 + bytes);
  }
  exponentials(logits, end);
  for (let panel = logits; panel < end; panel += bytes) {
    for (let half: usize = 0; half < rowBytes; half += 16) {
      const likelihood = measureAndDerive(panel + half, panel + half + bytes, v128.load(targets + half), count);
      if (sizeof<Real>() == 8) product = multiplyLikelihood(product, likelihood);
      else {
        product = multiplyLikelihood(product, f64x2.promote_low_f32x4(likelihood));
        product = multiplyLikelihood(product, f64x2.promote_low_f32x4(v128.shuffle<f32>(likelihood, likelihood, 2, 3, 2, 3)));
      }
    }
    targets += rowBytes;
  }
  logSums = f64x2.add(logSums, log(product));
  likelihoods += panels * <i32>(rowBytes / laneBytes);
}

/** Adds the exponents of two likelihoods to their sum, and returns the product with their mantissas. */
@inline
function multiplyLikelihood(product: v128, likelihood: v128): v128 {
  const normal = f64x2.ge(likelihood, f64x2.splat(smallestNormal));
  if (!i64x2.all_true(normal)) {
    logSums = f64x2.add(logSums, v128.andnot(logOfTiny(likelihood), normal));
    likelihood = v128.bitselect(likelihood, f64x2.splat(1), normal);
  }
  const shifted = shiftExponent(likelihood);
  exponentSums = i64x2.add(exponentSums, exponent(shifted));
  return f64x2.mul(product, mantissa(shifted));
}

/** Over the rows of one vector of samples; a NaN may be passed over here, but not by the exponentials. */
@inline
function subtractMaxima(first: usize, end: usize): void {
  let maximum = v128.load(first);
  for (let row = first + rowBytes; row < end; row += rowBytes) maximum = v128.pmax<Real>(maximum, v128.load(row));
  for (let row = first; row < end; row += rowBytes) v128.store(row, v128.sub<Real>(v128.load(row), maximum));
}

/** Takes one vector of samples from exponentials to gradients, counts them if right, and returns p[target], 1 for padding. */
@inline
function measureAndDerive(first: usize, end: usize, target: v128, count: v128): v128 {
  const one = v128.splat<Real>(1);
  const real = v128.ge<Real>(target, v128.splat<Real>(0));
  let sum = v128.splat<Real>(0);
  for (let row = first; row < end; row += rowBytes) sum = v128.add<Real>(sum, v128.load(row));
  let label = v128.splat<Real>(0);
  let best = v128.splat<Real>(-1);
  let bestLabel = label;
  let likelihood = one;
  for (let row = first; row < end; row += rowBytes) {
    const probability = v128.div<Real>(v128.load(row), sum);
    const better = v128.gt<Real>(probability, best);
    best = v128.pmax<Real>(best, probability);
    bestLabel = v128.bitselect(label, bestLabel, better);
    const isTarget = v128.eq<Real>(label, target);
    likelihood = v128.bitselect(probability, likelihood, isTarget);
    const error = v128.sub<Real>(probability, v128.and(isTarget, one));
    v128.store(row, v128.and(withoutTiny(v128.div<Real>(error, count)), real));
    label = v128.add<Real>(label, one);
  }
  const isRight = v128.eq<Real>(bestLabel, target);
  correct += popcnt(sizeof<Real>() == 8 ? i64x2.bitmask(isRight) : i32x4.bitmask(isRight));
  return likelihood;
}
