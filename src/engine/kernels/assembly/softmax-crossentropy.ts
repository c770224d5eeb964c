import { exponent, exponentials, log, logOfTiny, mantissa, shiftExponent, timesLog2 } from './elementary';
import { rowBytes } from './panel';

/**
 * The sum over samples of log p[target] is that of log 2 * exponent and of log mantissa. Exponents are summed as they
 * are, mantissas multiplied, so that a logarithm is taken once a tile. A tile's product stays far from the ends of float64:
 * factors are between sqrt(1/2) and sqrt(2), and there are at most 32 in a lane.
 */
let logSums: v128 = f64x2.splat(0);
let exponentSums: v128 = i64x2.splat(0);
let likelihoods: i32 = 0;
/** Number of samples classified right, two lanes. */
let correctSums: v128 = f64x2.splat(0);

const smallestNormal: f64 = 2.2250738585072014e-308;

export function resetMetrics(): void {
  logSums = f64x2.splat(0);
  exponentSums = i64x2.splat(0);
  likelihoods = 0;
  correctSums = f64x2.splat(0);
}

/** The sum over samples of -log p[target], and the number of samples classified right. */
export function storeMetrics(address: usize): void {
  const exponents = i64x2.extract_lane(exponentSums, 0) + i64x2.extract_lane(exponentSums, 1);
  const wholes = <f64>(exponents - 1023 * <i64>likelihoods);
  const logs = f64x2.extract_lane(logSums, 0) + f64x2.extract_lane(logSums, 1);
  store<f64>(address, 0 - (timesLog2(wholes) + logs));
  store<f64>(address, f64x2.extract_lane(correctSums, 0) + f64x2.extract_lane(correctSums, 1), 8);
}

/**
 * Turns logits [panel][classes][4] into probabilities, measures them, and turns them into the gradients of the mean loss
 * by the logits, (p - onehot) / samples, in place. targets [panel][4] are class indices, and -1 where a sample only
 * pads the panel: it counts nowhere and its gradients are 0.
 */
export function softmaxCrossentropy(
  classes: i32,
  panels: i32,
  samples: f64,
  logits: usize,
  targets: usize,
): void {
  const bytes = <usize>classes * rowBytes;
  const end = logits + <usize>panels * bytes;
  const count = f64x2.splat(samples);
  const smallest = f64x2.splat(smallestNormal);
  const one = f64x2.splat(1);
  let product = one;
  for (let panel = logits; panel < end; panel += bytes) {
    subtractMaxima(panel, panel + bytes);
    subtractMaxima(panel + 16, panel + 16 + bytes);
  }
  exponentials(logits, end);
  for (let panel = logits; panel < end; panel += bytes) {
    for (let half: usize = 0; half < rowBytes; half += 16) {
      let likelihood = measureAndDerive(panel + half, panel + half + bytes, v128.load(targets + half), count);
      const normal = f64x2.ge(likelihood, smallest);
      if (!i64x2.all_true(normal)) {
        logSums = f64x2.add(logSums, v128.andnot(logOfTiny(likelihood), normal));
        likelihood = v128.bitselect(likelihood, one, normal);
      }
      const shifted = shiftExponent(likelihood);
      exponentSums = i64x2.add(exponentSums, exponent(shifted));
      product = f64x2.mul(product, mantissa(shifted));
    }
    targets += rowBytes;
  }
  logSums = f64x2.add(logSums, log(product));
  likelihoods += panels * 4;
}

/** Over the rows of two samples; a NaN may be passed over here, but not by the exponentials. */
@inline
function subtractMaxima(first: usize, end: usize): void {
  let maximum = v128.load(first);
  for (let row = first + rowBytes; row < end; row += rowBytes) maximum = f64x2.pmax(maximum, v128.load(row));
  for (let row = first; row < end; row += rowBytes) v128.store(row, f64x2.sub(v128.load(row), maximum));
}

/** Takes two samples from exponentials to gradients, counts them if right, and returns p[target], 1 for padding. */
@inline
function measureAndDerive(first: usize, end: usize, target: v128, count: v128): v128 {
  const one = f64x2.splat(1);
  const real = f64x2.ge(target, f64x2.splat(0));
  let sum = f64x2.splat(0);
  for (let row = first; row < end; row += rowBytes) sum = f64x2.add(sum, v128.load(row));
  let label = f64x2.splat(0);
  let best = f64x2.splat(-1);
  let bestLabel = label;
  let likelihood = one;
  for (let row = first; row < end; row += rowBytes) {
    const probability = f64x2.div(v128.load(row), sum);
    const better = f64x2.gt(probability, best);
    best = f64x2.pmax(best, probability);
    bestLabel = v128.bitselect(label, bestLabel, better);
    const isTarget = f64x2.eq(label, target);
    likelihood = v128.bitselect(probability, likelihood, isTarget);
    const error = f64x2.sub(probability, v128.and(isTarget, one));
    v128.store(row, v128.and(f64x2.div(error, count), real));
    label = f64x2.add(label, one);
  }
  correctSums = f64x2.add(correctSums, v128.and(f64x2.eq(bestLabel, target), one));
  return likelihood;
}
