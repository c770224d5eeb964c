import { centralMass, density, upperTail } from './student-t-distribution.ts';

/**
 * The value that a t-distributed variable stays below with `probability`, to 1e-12 relative. Degrees of freedom need not be whole.
 *
 * Near the median P(0 < T < t) is solved for t, farther out the tail, and in both cases by Newton's method on the side that has all
 * digits: 1 - probability would lose those of a small probability.
 *
 * Throws RangeError unless 0 < probability < 1 and degreesOfFreedom >= 1 is finite.
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`got probability ${probability}; allowed: above 0 and below 1`);
  }
  if (!(degreesOfFreedom >= 1 && degreesOfFreedom < Infinity)) {
    throw new RangeError(`got ${degreesOfFreedom} degrees of freedom; allowed: at least 1`);
  }
  const tail = Math.min(probability, 1 - probability);
  const t =
    tail > 0.25 ? centralQuantile(0.5 - tail, degreesOfFreedom) : tailQuantile(tail, degreesOfFreedom);
  return probability < 0.5 ? -t : t;
}

/** t of P(0 < T < t) = mass, up to 0.25. From 0, where this is concave, every step falls short of the root and none overshoots. */
function centralQuantile(mass: number, v: number): number {
  let t = 0;
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = (mass - centralMass(t, v)) / density(t, v);
    t += step;
    if (!(step > 1e-15 * t)) break;
  }
  return t;
}

/** Of the largest t that float64 holds, about: the first step may go too far. */
const largestLogT = 700;

/**
 * t of P(T > t) = tail, up to 0.25. The logarithm of the tail by that of t is concave and falls: from its first step on, Newton's method
 * comes down to the root. Both are so in any tail, from that of the normal distribution to Cauchy's, whose t is 1e299 at 1e-300.
 */
function tailQuantile(tail: number, v: number): number {
  let logT = 0;
  for (let iteration = 0; iteration < 100; iteration++) {
    const t = Math.exp(logT);
    const { logTail, logSlope } = upperTail(t, v);
    const step = (Math.log(tail) - logTail) / logSlope;
    logT = Math.min(largestLogT, logT + step);
    if (Math.abs(step) < 1e-8) break; // digits double: it has all of them now
  }
  return Math.exp(logT);
}
