/**
 * The value that a t-distributed variable stays below with `probability`, to 1e-12 relative or better. Degrees of freedom
 * need not be whole.
 *
 * Solves upperTail(t) = 1 - probability by Newton's method from 0: the tail is convex there, so that every step falls short
 * of the root and none overshoots.
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
  if (probability < 0.5) return -studentTQuantile(1 - probability, degreesOfFreedom);

  const tail = 1 - probability;
  let t = 0;
  for (let iteration = 0; iteration < 200; iteration++) {
    const step = (upperTail(t, degreesOfFreedom) - tail) / density(t, degreesOfFreedom);
    t += step;
    if (!(step > 1e-15 * t)) break;
  }
  return t;
}

/** f(t) = (1 + t^2/v)^(-(v+1)/2) / (sqrt(v) B(v/2, 1/2)). */
function density(t: number, v: number): number {
  return (Math.exp((-(v + 1) / 2) * Math.log1p((t * t) / v)) * gammaRatio(v / 2)) / Math.sqrt(Math.PI * v);
}

/** P(T > t) for t >= 0: half the regularized incomplete beta function I_x(v/2, 1/2) at x = v / (v + t^2). */
function upperTail(t: number, v: number): number {
  const a = v / 2;
  const b = 1 / 2;
  const x = v / (v + t * t);
  const complement = (t * t) / (v + t * t);
  // x^a (1-x)^b / B(a, b), the factor before both continued fractions.
  const front =
    (Math.exp(-a * Math.log1p((t * t) / v)) * Math.sqrt(complement) * gammaRatio(a)) / Math.sqrt(Math.PI);
  // The first form is for small tails. For many degrees of freedom 1 - x would drown in the rounding of x.
  const farOut = v > 100 ? t > 5 : x < (a + 1) / (a + b + 2);
  return farOut
    ? ((front / a) * betaFraction(a, b, x)) / 2
    : 0.5 - ((front / b) * betaFraction(b, a, complement)) / 2;
}

/**
 * The continued fraction of the incomplete beta function, by the modified Lentz method.
 * Source: DLMF 8.17.22; Press et al., "Numerical Recipes", 3rd edition, 6.4.
 */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}

/**
 * Gamma(a + 1/2) / Gamma(a), by its series for large a, which the recurrence of Gamma reaches. A difference of log-gammas
 * would lose digits as a grows. Source: DLMF 5.11.13 with the coefficients of Tricomi and Erdelyi, 1951.
 */
function gammaRatio(a: number): number {
  let factor = 1;
  let large = a;
  for (; large < 60; large++) factor *= large / (large + 0.5);
  const u = 1 / large;
  const series =
    1 +
    u *
      (-1 / 8 +
        u * (1 / 128 + u * (5 / 1024 + u * (-21 / 32768 + u * (-399 / 262144 + u * (869 / 4194304))))));
  return factor * Math.sqrt(large) * series;
}
