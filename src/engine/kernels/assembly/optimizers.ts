import { Real } from './real';
import { laneBytes, withoutTiny } from './panel';

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

/**
 * Adds the penalty's gradient to the data gradients, decays the values and takes the step, in one pass over `length` numbers.
 * `moments1` and `moments2` are arrays of the same length, used as far as the optimizer has moments.
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
  if (optimizer == Optimizer.Adam)
    pass(Optimizer.Adam, values, gradients, moments1, moments2, length, lambda1, lambda2);
  else if (optimizer == Optimizer.Rmsprop)
    pass(Optimizer.Rmsprop, values, gradients, moments1, moments2, length, lambda1, lambda2);
  else if (optimizer == Optimizer.Adagrad)
    pass(Optimizer.Adagrad, values, gradients, moments1, moments2, length, lambda1, lambda2);
  else if (optimizer == Optimizer.Nesterov)
    pass(Optimizer.Nesterov, values, gradients, moments1, moments2, length, lambda1, lambda2);
  else if (optimizer == Optimizer.Momentum)
    pass(Optimizer.Momentum, values, gradients, moments1, moments2, length, lambda1, lambda2);
  else pass(Optimizer.Sgd, values, gradients, moments1, moments2, length, lambda1, lambda2);
}

@inline
function pass(
  kind: Optimizer,
  values: usize,
  gradients: usize,
  moments1: usize,
  moments2: usize,
  length: i32,
  lambda1: f64,
  lambda2: f64,
): void {
  const rate = v128.splat<Real>(<Real>learningRate);
  const offset = v128.splat<Real>(<Real>epsilon);
  const keep1 = v128.splat<Real>(<Real>decay1);
  const keep2 = v128.splat<Real>(<Real>decay2);
  const rest1 = v128.splat<Real>(<Real>(1 - decay1));
  const rest2 = v128.splat<Real>(<Real>(1 - decay2));
  const bias1 = v128.splat<Real>(<Real>correction1);
  const bias2 = v128.splat<Real>(<Real>correction2);
  const plus = v128.splat<Real>(<Real>lambda1);
  const minus = v128.splat<Real>(<Real>(-lambda1));
  const factor = v128.splat<Real>(<Real>(2 * lambda2));
  const zero = v128.splat<Real>(0);
  const isDecaying = weightDecay != 0;
  const share = v128.splat<Real>(<Real>(learningRate * weightDecay));
  // Corrections become 1 in time, and divisions are most of what Adam costs.
  const isMeanBiased = <Real>correction1 != 1;
  const isSquareBiased = <Real>correction2 != 1;
  // Two vectors side by side, which V8 may join. Arrays have room for a whole last pair; what a step makes of the filling of
  // another length is never read as a number.
  const end = values + <usize>length * laneBytes;
  while (values < end) {
    let value0 = v128.load(values);
    let value1 = v128.load(values, 16);
    let gradient0 = v128.load(gradients);
    let gradient1 = v128.load(gradients, 16);
    if (lambda1 != 0) {
      gradient0 = v128.add<Real>(gradient0, v128.bitselect(plus, minus, v128.ge<Real>(value0, zero)));
      gradient1 = v128.add<Real>(gradient1, v128.bitselect(plus, minus, v128.ge<Real>(value1, zero)));
    }
    if (lambda2 != 0) {
      gradient0 = v128.add<Real>(gradient0, v128.mul<Real>(factor, value0));
      gradient1 = v128.add<Real>(gradient1, v128.mul<Real>(factor, value1));
    }
    if (isDecaying) {
      value0 = v128.sub<Real>(value0, v128.mul<Real>(share, value0));
      value1 = v128.sub<Real>(value1, v128.mul<Real>(share, value1));
    }
    let move0 = v128.mul<Real>(rate, gradient0);
    let move1 = v128.mul<Real>(rate, gradient1);
    if (kind == Optimizer.Momentum || kind == Optimizer.Nesterov) {
      const speed0 = withoutTiny(v128.sub<Real>(v128.mul<Real>(keep1, v128.load(moments1)), move0));
      const speed1 = withoutTiny(v128.sub<Real>(v128.mul<Real>(keep1, v128.load(moments1, 16)), move1));
      v128.store(moments1, speed0);
      v128.store(moments1, speed1, 16);
      // Taken away below, so the other way round.
      move0 = kind == Optimizer.Nesterov ? v128.sub<Real>(move0, v128.mul<Real>(keep1, speed0)) : v128.neg<Real>(speed0);
      move1 = kind == Optimizer.Nesterov ? v128.sub<Real>(move1, v128.mul<Real>(keep1, speed1)) : v128.neg<Real>(speed1);
    } else if (kind != Optimizer.Sgd) {
      let mean0 = gradient0;
      let mean1 = gradient1;
      let square0 = v128.mul<Real>(gradient0, gradient0);
      let square1 = v128.mul<Real>(gradient1, gradient1);
      if (kind == Optimizer.Adam) {
        mean0 = moment(keep1, v128.load(moments1), rest1, mean0);
        mean1 = moment(keep1, v128.load(moments1, 16), rest1, mean1);
        square0 = moment(keep2, v128.load(moments2), rest2, square0);
        square1 = moment(keep2, v128.load(moments2, 16), rest2, square1);
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
          square0 = moment(keep1, v128.load(moments1), rest1, square0);
          square1 = moment(keep1, v128.load(moments1, 16), rest1, square1);
        } else {
          square0 = withoutTiny(v128.add<Real>(v128.load(moments1), square0));
          square1 = withoutTiny(v128.add<Real>(v128.load(moments1, 16), square1));
        }
        v128.store(moments1, square0);
        v128.store(moments1, square1, 16);
      }
      move0 = v128.div<Real>(v128.mul<Real>(rate, mean0), v128.add<Real>(v128.sqrt<Real>(square0), offset));
      move1 = v128.div<Real>(v128.mul<Real>(rate, mean1), v128.add<Real>(v128.sqrt<Real>(square1), offset));
    }
    v128.store(values, v128.sub<Real>(value0, move0));
    v128.store(values, v128.sub<Real>(value1, move1), 16);
    values += 32;
    gradients += 32;
    moments1 += 32;
    moments2 += 32;
  }
}

/** A running mean, of which `keep` stays and `rest` is new. */
@inline
function moment(keep: v128, old: v128, rest: v128, added: v128): v128 {
  return withoutTiny(v128.add<Real>(v128.mul<Real>(keep, old), v128.mul<Real>(rest, added)));
}
