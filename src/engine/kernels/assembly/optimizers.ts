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
  // Arrays have room for a whole last vector; what a step makes of the filling of an odd length is never read as a number.
  const end = values + <usize>length * laneBytes;
  while (values < end) {
    let value = v128.load(values);
    let gradient = v128.load(gradients);
    if (lambda1 != 0) gradient = v128.add<Real>(gradient, v128.bitselect(plus, minus, v128.ge<Real>(value, zero)));
    if (lambda2 != 0) gradient = v128.add<Real>(gradient, v128.mul<Real>(factor, value));
    if (isDecaying) value = v128.sub<Real>(value, v128.mul<Real>(share, value));
    if (kind == Optimizer.Sgd) {
      v128.store(values, v128.sub<Real>(value, v128.mul<Real>(rate, gradient)));
    } else if (kind == Optimizer.Momentum || kind == Optimizer.Nesterov) {
      const pull = v128.mul<Real>(rate, gradient);
      const velocity = withoutTiny(v128.sub<Real>(v128.mul<Real>(keep1, v128.load(moments1)), pull));
      v128.store(moments1, velocity);
      const move = kind == Optimizer.Nesterov ? v128.sub<Real>(v128.mul<Real>(keep1, velocity), pull) : velocity;
      v128.store(values, v128.add<Real>(value, move));
    } else {
      let mean = gradient;
      let square = v128.mul<Real>(gradient, gradient);
      if (kind == Optimizer.Adagrad) {
        square = withoutTiny(v128.add<Real>(v128.load(moments1), square));
        v128.store(moments1, square);
      } else if (kind == Optimizer.Rmsprop) {
        square = withoutTiny(v128.add<Real>(v128.mul<Real>(keep1, v128.load(moments1)), v128.mul<Real>(rest1, square)));
        v128.store(moments1, square);
      } else {
        mean = withoutTiny(v128.add<Real>(v128.mul<Real>(keep1, v128.load(moments1)), v128.mul<Real>(rest1, gradient)));
        square = withoutTiny(v128.add<Real>(v128.mul<Real>(keep2, v128.load(moments2)), v128.mul<Real>(rest2, square)));
        v128.store(moments1, mean);
        v128.store(moments2, square);
        mean = v128.div<Real>(mean, bias1);
        square = v128.div<Real>(square, bias2);
      }
      const move = v128.div<Real>(v128.mul<Real>(rate, mean), v128.add<Real>(v128.sqrt<Real>(square), offset));
      v128.store(values, v128.sub<Real>(value, move));
    }
    values += 16;
    gradients += 16;
    moments1 += 16;
    moments2 += 16;
  }
}
