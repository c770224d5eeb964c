import { exp } from './exp.ts';

/*
 * After Cephes' tanh.c (Moshier): near 0, where 1 - e^(-2|x|) would cancel, x + x^3 P(x^2) / Q(x^2).
 */
const [p0, p1, p2] = [-1.61468768441708447952e3, -9.92877231001918586564e1, -9.64399179425052238628e-1];
const [q0, q1, q2] = [4.84406305325125486048e3, 2.23548839060100448583e3, 1.12811678491632931402e2];

/** Hyperbolic tangent. Off by less than two units in the last place. Mutates and throws nothing. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 0.625) {
    const s = x * x;
    const numerator = (p2 * s + p1) * s + p0;
    const denominator = ((s + q2) * s + q1) * s + q0;
    return x + x * (s * (numerator / denominator));
  }
  const n = exp(-2 * size);
  const y = 1 - (2 * n) / (1 + n);
  return x < 0 ? -y : y;
}
