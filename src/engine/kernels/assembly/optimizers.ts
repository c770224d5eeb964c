import { Real } from './real';
import { laneBytes, magnitudeBits, smallest, withoutTiny } from './panel';

/** Formulas and sources are those of src/engine/optimizers. */
export const enum Optimizer {
  Sgd,
  Momentum,
  Nesterov,
  Adagrad,
  Rmsprop,
  Adam,
}

let optimizer: Optimizer = Optimizer.Sgd;
let epsilon: f64 = 0;
/** Momentum of SGD, rho of RMSprop, beta1 of Adam. */
let decay1: f64 = 0;
/** beta2 of Adam. */
let decay2: f64 = 0;
let weightDecay: f64 = 0;
let learningRate: f64 = 0;
/** 1 - beta1^(t + 1) and 1 - beta2^(t + 1). */
let correction1: f64 = 1;
let correction2: f64 = 1;

export function chooseOptimizer(
  kind: Optimizer,
  itsEpsilon: f64,
  itsDecay1: f64,
  itsDecay2: f64,
  itsWeightDecay: f64,
): void {
  optimizer = kind;
  epsilon = itsEpsilon;
  decay1 = itsDecay1;
  decay2 = itsDecay2;
  weightDecay = itsWeightDecay;
}

export function beginStep(rate: f64, meanCorrection: f64, squareCorrection: f64): void {
  learningRate = rate;
  correction1 = meanCorrection;
  correction2 = squareCorrection;
}

/** Bytes of an array that stay in the L1 cache, along with those of three others, from one loop to the next. */
const pieceBytes: usize = 4096;

/**
 * Adds the penalty's gradient to the data gradients, decays the values and takes the step, for `length` numbers, each in a separate
 * branch-free loop; otherwise V8 would not combine its vectors. Also mutates `gradients`. `moments1` and `moments2` are arrays of the same
 * length, used only if the optimizer has moments.
 */
export function updateNumbers(
  values: usize,
  gradients: usize,
  moments1: usize,
  moments2: usize,
  length: i32,
  lambda1: f64,
  lambda2: f64,
): void {
  // Two vectors side by side. Arrays have room for a whole last pair; results for the padding are never read as numbers.
  const last = values + <usize>length * laneBytes;
  while (values < last) {
    const end = min(values + pieceBytes, last);
    if (lambda1 != 0) addSigns(values, end, gradients, lambda1);
    if (lambda2 != 0) addShares(values, end, gradients, 2 * lambda2);
    if (weightDecay != 0) addShares(values, end, values, -(learningRate * weightDecay));
    takeStep(values, end, gradients, moments1, moments2);
    values += pieceBytes;
    gradients += pieceBytes;
    moments1 += pieceBytes;
    moments2 += pieceBytes;
  }
}

/** gradients += lambda, or -lambda where a value is negative. */
function addSigns(values: usize, end: usize, gradients: usize, lambda: f64): void {
  const plus = v128.splat<Real>(<Real>lambda);
  const minus = v128.splat<Real>(<Real>(-lambda));
  const zero = v128.splat<Real>(0);
  for (; values < end; values += 32) {
    const sign0 = v128.bitselect(plus, minus, v128.ge<Real>(v128.load(values), zero));
    const sign1 = v128.bitselect(plus, minus, v128.ge<Real>(v128.load(values, 16), zero));
    const sum0 = v128.add<Real>(v128.load(gradients), sign0);
    const sum1 = v128.add<Real>(v128.load(gradients, 16), sign1);
    v128.store(gradients, sum0);
    v128.store(gradients, sum1, 16);
    gradients += 32;
  }
}

/** sums += factor * values; both may be the same array. */
function addShares(values: usize, end: usize, sums: usize, factor: f64): void {
  const share = v128.splat<Real>(<Real>factor);
  for (; values < end; values += 32) {
    const sum0 = v128.add<Real>(v128.load(sums), v128.mul<Real>(share, v128.load(values)));
    const sum1 = v128.add<Real>(v128.load(sums, 16), v128.mul<Real>(share, v128.load(values, 16)));
    v128.store(sums, sum0);
    v128.store(sums, sum1, 16);
    sums += 32;
  }
}

/** Takes the optimizer's step for the values up to `end`. */
function takeStep(values: usize, end: usize, gradients: usize, moments1: usize, moments2: usize): void {
  if (optimizer == Optimizer.Adam) {
    // The corrections eventually become 1, and divisions are most of Adam's cost.
    if (<Real>correction2 == 1 && <Real>correction1 == 1) adaptive(Optimizer.Adam, false, false, values, end, gradients, moments1, moments2);
    else if (<Real>correction1 == 1) adaptive(Optimizer.Adam, false, true, values, end, gradients, moments1, moments2);
    else adaptive(Optimizer.Adam, true, true, values, end, gradients, moments1, moments2);
  } else if (optimizer == Optimizer.Rmsprop) adaptive(Optimizer.Rmsprop, false, false, values, end, gradients, moments1, moments2);
  else if (optimizer == Optimizer.Adagrad) adaptive(Optimizer.Adagrad, false, false, values, end, gradients, moments1, moments2);
  else if (optimizer == Optimizer.Nesterov) withMomentum(true, values, end, gradients, moments1);
  else if (optimizer == Optimizer.Momentum) withMomentum(false, values, end, gradients, moments1);
  else addShares(gradients, gradients + (end - values), values, -learningRate);
}

@inline
function withMomentum(isNesterov: bool, values: usize, end: usize, gradients: usize, moments: usize): void {
  const rate = v128.splat<Real>(<Real>learningRate);
  const keep = v128.splat<Real>(<Real>decay1);
  const least = smallest();
  const bits = magnitudeBits();
  for (; values < end; values += 32) {
    const move0 = v128.mul<Real>(rate, v128.load(gradients));
    const move1 = v128.mul<Real>(rate, v128.load(gradients, 16));
    const new0 = v128.sub<Real>(v128.mul<Real>(keep, v128.load(moments)), move0);
    const new1 = v128.sub<Real>(v128.mul<Real>(keep, v128.load(moments, 16)), move1);
    const speed0 = withoutTiny(new0, v128.and(new0, bits), least);
    const speed1 = withoutTiny(new1, v128.and(new1, bits), least);
    v128.store(moments, speed0);
    v128.store(moments, speed1, 16);
    // These are subtracted, hence the opposite sign.
    const back0 = isNesterov ? v128.sub<Real>(move0, v128.mul<Real>(keep, speed0)) : v128.neg<Real>(speed0);
    const back1 = isNesterov ? v128.sub<Real>(move1, v128.mul<Real>(keep, speed1)) : v128.neg<Real>(speed1);
    const value0 = v128.sub<Real>(v128.load(values), back0);
    const value1 = v128.sub<Real>(v128.load(values, 16), back1);
    v128.store(values, value0);
    v128.store(values, value1, 16);
    gradients += 32;
    moments += 32;
  }
}

/** Optimizers that divide by the root of a mean or sum of squares; the two flags after `kind` are for Adam's corrections. */
@inline
function adaptive(
  kind: Optimizer,
  isMeanBiased: bool,
  isSquareBiased: bool,
  values: usize,
  end: usize,
  gradients: usize,
  moments1: usize,
  moments2: usize,
): void {
  const rate = v128.splat<Real>(<Real>learningRate);
  const offset = v128.splat<Real>(<Real>epsilon);
  const keep1 = v128.splat<Real>(<Real>decay1);
  const keep2 = v128.splat<Real>(<Real>decay2);
  const rest1 = v128.splat<Real>(<Real>(1 - decay1));
  const rest2 = v128.splat<Real>(<Real>(1 - decay2));
  const bias1 = v128.splat<Real>(<Real>correction1);
  const bias2 = v128.splat<Real>(<Real>correction2);
  const least = smallest();
  const bits = magnitudeBits();
  for (; values < end; values += 32) {
    const gradient0 = v128.load(gradients);
    const gradient1 = v128.load(gradients, 16);
    let mean0 = gradient0;
    let mean1 = gradient1;
    let square0 = v128.mul<Real>(gradient0, gradient0);
    let square1 = v128.mul<Real>(gradient1, gradient1);
    if (kind == Optimizer.Adam) {
      mean0 = mixed(keep1, v128.load(moments1), rest1, mean0);
      mean1 = mixed(keep1, v128.load(moments1, 16), rest1, mean1);
      mean0 = withoutTiny(mean0, v128.and(mean0, bits), least);
      mean1 = withoutTiny(mean1, v128.and(mean1, bits), least);
      square0 = mixed(keep2, v128.load(moments2), rest2, square0);
      square1 = mixed(keep2, v128.load(moments2, 16), rest2, square1);
      square0 = withoutTiny(square0, square0, least);
      square1 = withoutTiny(square1, square1, least);
      v128.store(moments1, mean0);
      v128.store(moments1, mean1, 16);
      v128.store(moments2, square0);
      v128.store(moments2, square1, 16);
      if (isMeanBiased) {
        mean0 = v128.div<Real>(mean0, bias1);
        mean1 = v128.div<Real>(mean1, bias1);
      }
      if (isSquareBiased) {
        square0 = v128.div<Real>(square0, bias2);
        square1 = v128.div<Real>(square1, bias2);
      }
    } else {
      if (kind == Optimizer.Rmsprop) {
        square0 = mixed(keep1, v128.load(moments1), rest1, square0);
        square1 = mixed(keep1, v128.load(moments1, 16), rest1, square1);
      } else {
        square0 = v128.add<Real>(v128.load(moments1), square0);
        square1 = v128.add<Real>(v128.load(moments1, 16), square1);
      }
      square0 = withoutTiny(square0, square0, least);
      square1 = withoutTiny(square1, square1, least);
      v128.store(moments1, square0);
      v128.store(moments1, square1, 16);
    }
    const move0 = v128.div<Real>(v128.mul<Real>(rate, mean0), v128.add<Real>(v128.sqrt<Real>(square0), offset));
    const move1 = v128.div<Real>(v128.mul<Real>(rate, mean1), v128.add<Real>(v128.sqrt<Real>(square1), offset));
    const value0 = v128.sub<Real>(v128.load(values), move0);
    const value1 = v128.sub<Real>(v128.load(values, 16), move1);
    v128.store(values, value0);
    v128.store(values, value1, 16);
    gradients += 32;
    moments1 += 32;
    moments2 += 32;
  }
}

/** A running mean: `keep` times the old value plus `rest` times the added one. */
@inline
function mixed(keep: v128, old: v128, rest: v128, added: v128): v128 {
  return v128.add<Real>(v128.mul<Real>(keep, old), v128.mul<Real>(rest, added));
}
