import { exponent, exponentials, log, mantissa, shiftExponent, timesLog2 } from './elementary';
import { sumPanels } from './network';
import { laneBytes, magnitudeBits, rowBytes, smallest, withoutTiny } from './panel';
import { Real } from './real';

/**
 * The sum over samples of log p[target] is that of log 2 * exponent plus that of log mantissa. Exponents are added and mantissas
 * multiplied, so that a logarithm is taken only once per `sumPanels` panels. The product stays far from the limits of float64: factors are
 * between sqrt(1/2) and sqrt(2), and there are at most 64 per lane.
 */
let logSums: v128 = f64x2.splat(0);
let exponentSums: v128 = i64x2.splat(0);
let likelihoods: i32 = 0;
/** Number of samples classified correctly. */
let correct: i64 = 0;

/** A likelihood below this has lost bits, or is 0. */
const smallestNormal: Real = sizeof<Real>() == 8 ? 2.2250738585072014e-308 : 1.1754943508222875e-38;
export function resetMetrics(): void {
  logSums = f64x2.splat(0);
  exponentSums = i64x2.splat(0);
  likelihoods = 0;
  correct = 0;
}

/** The sum over samples of -log p[target], and the number of samples classified correctly. */
export function storeMetrics(address: usize): void {
  const exponents = i64x2.extract_lane(exponentSums, 0) + i64x2.extract_lane(exponentSums, 1);
  const wholes = <f64>(exponents - 1023 * <i64>likelihoods);
  const logs = f64x2.extract_lane(logSums, 0) + f64x2.extract_lane(logSums, 1);
  store<f64>(address, 0 - (timesLog2(wholes) + logs));
  store<f64>(address, <f64>correct, 8);
}

/** Bytes of a panel's loss terms: two vectors each of p[target], of sums of exponentials, and of correctness. */
export const termBytes: usize = 3 * rowBytes;

/**
 * Turns logits [panel][classes][samples] into probabilities, writes the terms of their losses to `terms`, and turns them in place into the
 * gradients of the mean loss with respect to the logits, (p - onehot) / samples. targets [panel][samples] are class indices, or -1 where a
 * sample only pads the panel: it is not counted, and its gradients are 0.
 *
 * Logits minus their row's maximum stay in `shifted`, of the same shape: where p[target] has underflowed, -log p[target] is log(sum of
 * exp(logit - maximum)) - (logit[target] - maximum), which is finite.
 */
export function softmaxCrossentropy(
  classes: i32,
  panels: i32,
  samples: Real,
  logits: usize,
  shifted: usize,
  targets: usize,
  terms: usize,
): void {
  const bytes = <usize>classes * rowBytes;
  const end = logits + <usize>panels * bytes;
  const count = v128.splat<Real>(samples);
  const copy = shifted - logits;
  for (let panel = logits; panel < end; panel += bytes) {
    subtractMaxima(panel, panel + bytes, copy);
    subtractMaxima(panel + 16, panel + 16 + bytes, copy);
  }
  exponentials(logits, end);
  for (let panel = logits; panel < end; panel += bytes) {
    for (let half: usize = 0; half < rowBytes; half += 16) {
      const first = panel + half;
      const sum = sumOfRows(first, first + bytes);
      measureAndDerive(first, first + bytes, sum, v128.load(targets + half), count, terms + half);
    }
    targets += rowBytes;
    terms += termBytes;
  }
}

/** Adds the losses of a tile that softmaxCrossentropy has processed, in the order of its samples. */
export function addLosses(classes: i32, panels: i32, shifted: usize, targets: usize, terms: usize): void {
  for (let panel = 0; panel < panels; panel += sumPanels) {
    const at = <usize>panel;
    addSomeLosses(classes, min(sumPanels, panels - panel), shifted + at * <usize>classes * rowBytes, targets + at * rowBytes, terms + at * termBytes);
  }
}

function addSomeLosses(classes: i32, panels: i32, shifted: usize, targets: usize, terms: usize): void {
  const bytes = <usize>classes * rowBytes;
  let product = f64x2.splat(1);
  for (let panel = 0; panel < panels; panel++) {
    for (let half: usize = 0; half < rowBytes; half += 16) {
      let likelihood = v128.load(terms + half);
      const normal = v128.ge<Real>(likelihood, v128.splat<Real>(smallestNormal));
      if (!allTrue(normal)) {
        const first = shifted + half;
        addLogits(rowsOfTargets(first, first + bytes, v128.load(targets + half)), v128.load(terms + half, rowBytes), normal);
        likelihood = v128.bitselect(likelihood, v128.splat<Real>(1), normal);
      }
      const isRight = v128.load(terms + half, 2 * rowBytes);
      correct += popcnt(sizeof<Real>() == 8 ? i64x2.bitmask(isRight) : i32x4.bitmask(isRight));
      if (sizeof<Real>() == 8) product = multiplyLikelihood(product, likelihood);
      else product = multiplyLikelihood(multiplyLikelihood(product, lowHalf(likelihood)), highHalf(likelihood));
    }
    shifted += bytes;
    targets += rowBytes;
    terms += termBytes;
  }
  logSums = f64x2.add(logSums, log(product));
  likelihoods += panels * <i32>(rowBytes / laneBytes);
}

@inline
function allTrue(mask: v128): bool {
  return sizeof<Real>() == 8 ? i64x2.all_true(mask) : i32x4.all_true(mask);
}

/** The lower two float32 as float64. */
@inline
function lowHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

@inline
function highHalf(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
}

/**
 * Adds log p[target], computed from logits, for the samples of a vector whose probability is not normal. For a NaN it is NaN, as are the
 * sums of the exponentials of its row.
 */
function addLogits(logits: v128, sums: v128, normal: v128): void {
  if (sizeof<Real>() == 8) addPair(logits, sums, normal);
  else {
    addPair(lowHalf(logits), lowHalf(sums), v128.shuffle<i32>(normal, normal, 0, 0, 1, 1));
    addPair(highHalf(logits), highHalf(sums), v128.shuffle<i32>(normal, normal, 2, 2, 3, 3));
  }
}

function addPair(logits: v128, sums: v128, normal: v128): void {
  const logSum = f64x2.add(log(sums), f64x2.mul(sums, f64x2.splat(0))); // `log` does not handle NaN
  logSums = f64x2.add(logSums, v128.andnot(f64x2.sub(logits, logSum), normal));
}

/** Adds the exponents of two normal likelihoods to their sum, and returns the product with their mantissas. */
@inline
function multiplyLikelihood(product: v128, likelihood: v128): v128 {
  const shifted = shiftExponent(likelihood);
  exponentSums = i64x2.add(exponentSums, exponent(shifted));
  return f64x2.mul(product, mantissa(shifted));
}

/**
 * Subtracts each sample's maximum from the rows of one vector of samples, and also stores the result `copy` bytes further on. A NaN may be
 * missed here, but not by the exponentials.
 */
@inline
function subtractMaxima(first: usize, end: usize, copy: usize): void {
  let maximum = v128.load(first);
  for (let row = first + rowBytes; row < end; row += rowBytes) maximum = v128.pmax<Real>(maximum, v128.load(row));
  for (let row = first; row < end; row += rowBytes) {
    const logit = v128.sub<Real>(v128.load(row), maximum);
    v128.store(row, logit);
    v128.store(row + copy, logit);
  }
}

/** For a vector of samples: the values in the rows that their targets select. */
function rowsOfTargets(first: usize, end: usize, target: v128): v128 {
  let found = v128.splat<Real>(0);
  let label = found;
  for (let row = first; row < end; row += rowBytes) {
    found = v128.bitselect(v128.load(row), found, v128.eq<Real>(label, target));
    label = v128.add<Real>(label, v128.splat<Real>(1));
  }
  return found;
}

@inline
function sumOfRows(first: usize, end: usize): v128 {
  let sum = v128.splat<Real>(0);
  for (let row = first; row < end; row += rowBytes) sum = v128.add<Real>(sum, v128.load(row));
  return sum;
}

/** Takes one vector of samples from exponentials to gradients, and stores its terms, with a p[target] of 1 for padding. */
@inline
function measureAndDerive(first: usize, end: usize, sum: v128, target: v128, count: v128, terms: usize): void {
  const one = v128.splat<Real>(1);
  const least = smallest();
  const bits = magnitudeBits();
  const real = v128.ge<Real>(target, v128.splat<Real>(0));
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
    const mean = v128.div<Real>(error, count);
    v128.store(row, v128.and(withoutTiny(mean, v128.and(mean, bits), least), real));
    label = v128.add<Real>(label, one);
  }
  v128.store(terms, likelihood);
  v128.store(terms, sum, rowBytes);
  v128.store(terms, v128.eq<Real>(bestLabel, target), 2 * rowBytes);
}
