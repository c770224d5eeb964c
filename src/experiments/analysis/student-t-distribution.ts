/** f(t) = (1 + t^2/v)^(-(v+1)/2) / (sqrt(v) B(v/2, 1/2)), for a t-distribution with v degrees of freedom. */
export function density(t: number, v: number): number {
  return Math.exp(logDensity(t, v));
}

function logDensity(t: number, v: number): number {
  const scaled = t / Math.sqrt(v);
  // For large t, its square overflows before its logarithm does.
  const logarithm = scaled < 1e100 ? Math.log1p(scaled * scaled) : 2 * Math.log(scaled);
  return (-(v + 1) / 2) * logarithm + Math.log(gammaRatio(v / 2) / Math.sqrt(Math.PI * v));
}

/** P(0 < T < t) for t up to about 1: half the regularized incomplete beta function I_x(1/2, v/2) at x = t^2 / (v + t^2). */
export function centralMass(t: number, v: number): number {
  const x = (t * t) / (v + t * t);
  // x^(1/2) (1-x)^(v/2) / B(1/2, v/2), the factor before the continued fraction.
  const front =
    (Math.exp((-v / 2) * Math.log1p((t * t) / v)) * Math.sqrt(x) * gammaRatio(v / 2)) / Math.sqrt(Math.PI);
  return front * betaFraction(1 / 2, v / 2, x);
}

/** exp(pi/2 sinh y) at equal steps of y from -4 to 4, with its derivative with respect to y times the step. */
const quadratureNodes = Array.from({ length: 129 }, (_, index) => {
  const y = (index - 64) / 16;
  const place = Math.exp((Math.PI / 2) * Math.sinh(y));
  return { place, weight: (place * (Math.PI / 2) * Math.cosh(y)) / 16 };
});

/**
 * log P(T > t) for t > 0, however small, and its derivative with respect to log t. With r = sqrt(v + t^2), P(T > t) = f(t) r M, where
 *
 *     M = integral over w from 0 to infinity of (1 + w (2t/r + w))^(-(v+1)/2)
 *
 * has an integrand that falls from 1 without losing precision. It is summed over w = s exp(pi/2 sinh y) at equal steps of y, where s is
 * roughly its range. Source: Takahasi and Mori, "Double exponential formulas for numerical integration", 1974.
 */
export function upperTail(t: number, v: number): { readonly logTail: number; readonly logSlope: number } {
  const radius = Math.hypot(t, Math.sqrt(v));
  const share = t / radius;
  const reach = Math.min(1, 1 / ((v + 1) * share));
  let ratio = 0;
  for (const { place, weight } of quadratureNodes) {
    const w = reach * place;
    ratio += reach * weight * Math.exp((-(v + 1) / 2) * Math.log1p(w * (2 * share + w)));
  }
  return { logTail: logDensity(t, v) + Math.log(radius) + Math.log(ratio), logSlope: -share / ratio };
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
 * Gamma(a + 1/2) / Gamma(a), by its series for large a, which Gamma's recurrence leads to. A difference of log-gammas would lose precision
 * as a grows. Source: DLMF 5.11.13 with the coefficients of Tricomi and Erdelyi, 1951.
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
