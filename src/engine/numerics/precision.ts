import type { Precision } from '../training/training-config.ts';

/**
 * Numbers of a network, row-major: entry [row, column] of a matrix of `columns` columns is at row * columns + column. Arithmetic between
 * loads and stores is float64; stored values are rounded to the array's type.
 */
export type Numbers = Float64Array | Float32Array;

/** `length` zeros of the given precision. Throws RangeError if there is not enough memory. */
export function allocate(precision: Precision, length: number): Numbers {
  return precision === 'float32' ? new Float32Array(length) : new Float64Array(length);
}

/** The smallest positive number with full precision in the type of `values`: smaller ones have lost some bits, or all. */
export function smallestNormal(values: Numbers): number {
  return values instanceof Float32Array ? 1.1754943508222875e-38 : 2.2250738585072014e-308;
}

/** A copy of `values`, rounded to the given precision. */
export function copyAs(precision: Precision, values: ArrayLike<number>): Numbers {
  const copy = allocate(precision, values.length);
  copy.set(values);
  return copy;
}
