import { centralMass, density, upperTail } from './student-t-distribution.ts';

/**
 * The value that a t-distributed variable stays below with `probability`, to 1e-12 relative. Degrees of freedom need not be an integer.
 *
 * Near the median it solves P(0 < T < t) for t, farther out the tail, each by Newton's method on the side with full precision: 1 -
 * probability would lose the digits of a small probability.
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

/**
 * t for P(0 < T < t) = mass, up to 0.25. Starting from 0, where this is concave, every step falls short of the root and none overshoots.
 */
function centralQuantile(mass: number, v: number): number {
  let t = 0;
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = (mass - centralMass(t, v)) / density(t, v);
    t += step;
    if (!(step > 1e-15 * t)) break;
  }
  return t;
}

/** Roughly the largest log t that float64 holds: the first step may go too far. */
const largestLogT = 700;

/**
 * t for P(T > t) = tail, up to 0.25. The logarithm of the tail as a function of log t is concave and decreasing: after its first step,
 * Newton's method approaches the root from above. That holds for every tail, from the normal distribution's to Cauchy's, whose t is 1e299
 * at 1e-300.
 */
function tailQuantile(tail: number, v: number): number {
  let logT = 0;
  for (let iteration = 0; iteration < 100; iteration++) {
    const t = Math.exp(logT);
    const { logTail, logSlope } = upperTail(t, v);
    const step = (Math.log(tail) - logTail) / logSlope;
    logT = Math.min(largestLogT, logT + step);
    if (Math.abs(step) < 1e-8) break; // digits double per step, so now it has all of them
  }
  return Math.exp(logT);
}
