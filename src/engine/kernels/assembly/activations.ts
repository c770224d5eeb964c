import { exponentials } from './elementary';
import { DenseLayer } from './layer';
import { rowBytes } from './panel';
import { Real } from './real';

/** What follows a dense layer. Formulas and sources are those of src/engine/layers. */
export const enum Activation {
  None,
  /** Part of the products, see finish.ts; the others take a separate pass over the products' outputs. */
  Relu,
  LeakyRelu,
  Tanh,
  Sigmoid,
}

@inline
export function isApart(layer: DenseLayer): bool {
  return layer.activation > Activation.Relu;
}

/**
 * Applies a separate activation to the outputs of the units from `from` to `to`, and keeps its slopes: the outputs will be overwritten by
 * dropout, and later by gradients.
 */
export function activate(layer: DenseLayer, from: i32, to: i32, panels: i32): void {
  const bytes = <usize>(to - from) * rowBytes;
  for (let panel = 0; panel < panels; panel++) {
    const offset = <usize>panel * layer.outputStride + <usize>from * rowBytes;
    const outputs = layer.outputs + offset;
    const slopes = layer.slopes + offset;
    if (layer.activation == Activation.LeakyRelu) leakyRelu(outputs, outputs + bytes, slopes, layer.alpha);
    else if (layer.activation == Activation.Tanh) tanh(outputs, outputs + bytes, slopes);
    else sigmoid(outputs, outputs + bytes, slopes);
  }
}

/** Propagates the gradients stored in the outputs back through the activation. */
export function multiplyBySlopes(layer: DenseLayer, from: i32, to: i32, panels: i32): void {
  const bytes = <usize>(to - from) * rowBytes;
  for (let panel = 0; panel < panels; panel++) {
    const offset = <usize>panel * layer.outputStride + <usize>from * rowBytes;
    const end = layer.outputs + offset + bytes;
    let slopes = layer.slopes + offset;
    for (let at = layer.outputs + offset; at < end; at += 16) {
      v128.store(at, v128.mul<Real>(v128.load(at), v128.load(slopes)));
      slopes += 16;
    }
  }
}

function leakyRelu(z: usize, end: usize, slopes: usize, alpha: f64): void {
  const one = v128.splat<Real>(1);
  const below = v128.splat<Real>(<Real>alpha);
  const zero = v128.splat<Real>(0);
  for (; z < end; z += 16) {
    const value = v128.load(z);
    const slope = v128.bitselect(below, one, v128.le<Real>(value, zero));
    v128.store(z, v128.mul<Real>(value, slope));
    v128.store(slopes, slope);
    slopes += 16;
  }
}

/** e^(factor |z|) into `target`, for a negative factor. */
@inline
function exponentialsOfSizes(z: usize, end: usize, target: usize, factor: Real): void {
  const scale = v128.splat<Real>(factor);
  let at = target;
  for (; z < end; z += 16) {
    v128.store(at, v128.mul<Real>(v128.abs<Real>(v128.load(z)), scale));
    at += 16;
  }
  exponentials(target, at);
}

function sigmoid(z: usize, end: usize, slopes: usize): void {
  exponentialsOfSizes(z, end, slopes, -1);
  const one = v128.splat<Real>(1);
  const zero = v128.splat<Real>(0);
  for (; z < end; z += 16) {
    const n = v128.load(slopes);
    const numerator = v128.bitselect(n, one, v128.lt<Real>(v128.load(z), zero));
    const y = v128.div<Real>(numerator, v128.add<Real>(one, n));
    v128.store(z, y);
    v128.store(slopes, v128.mul<Real>(y, v128.sub<Real>(one, y)));
    slopes += 16;
  }
}

/** As in src/engine/numerics/tanh.ts: rational near 0 (in float32, Cephes' tanhf.c), otherwise by e^(-2|z|). */
function tanh(z: usize, end: usize, slopes: usize): void {
  exponentialsOfSizes(z, end, slopes, -2);
  const one = v128.splat<Real>(1);
  const sign = v128.splat<Real>(-0.0);
  const limit = v128.splat<Real>(0.625);
  for (; z < end; z += 16) {
    const x = v128.load(z);
    const n = v128.load(slopes);
    const large = v128.sub<Real>(one, v128.div<Real>(v128.add<Real>(n, n), v128.add<Real>(one, n)));
    const s = v128.mul<Real>(x, x);
    const small = v128.add<Real>(x, v128.mul<Real>(x, v128.mul<Real>(s, nearZero(s))));
    const isSmall = v128.lt<Real>(v128.abs<Real>(x), limit);
    const y = v128.bitselect(small, v128.or(large, v128.and(x, sign)), isSmall);
    v128.store(z, y);
    v128.store(slopes, v128.sub<Real>(one, v128.mul<Real>(y, y)));
    slopes += 16;
  }
}

/** (tanh x - x) / x^3 for s = x^2. */
@inline
function nearZero(s: v128): v128 {
  if (sizeof<Real>() == 4) {
    let p = step(s, v128.splat<Real>(-5.70498872745e-3), 2.06390887954e-2);
    p = step(s, p, -5.37397155531e-2);
    p = step(s, p, 1.33314422036e-1);
    return step(s, p, -3.33332819422e-1);
  }
  let p = step(s, v128.splat<Real>(-9.64399179425052238628e-1), -9.92877231001918586564e1);
  p = step(s, p, -1.61468768441708447952e3);
  let q = v128.add<Real>(s, v128.splat<Real>(1.12811678491632931402e2));
  q = step(s, q, 2.23548839060100448583e3);
  return v128.div<Real>(p, step(s, q, 4.84406305325125486048e3));
}

/** One step of Horner's scheme: s * p + c. */
@inline
function step(s: v128, p: v128, c: Real): v128 {
  return v128.add<Real>(v128.mul<Real>(s, p), v128.splat<Real>(c));
}
