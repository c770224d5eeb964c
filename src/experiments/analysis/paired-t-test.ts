/**
 * The two-sided p-value of a t statistic with `degreesOfFreedom`, a whole number of at least 1: P(|T| >= |t|). Accurate to 1e-14
 * absolutely, which is all that a p-value needs. 0 where t is infinite.
 *
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.
 */
export function twoSidedP(t: number, degreesOfFreedom: number): number {
  const theta = Math.atan(Math.abs(t) / Math.sqrt(degreesOfFreedom));
  const [sine, cosine] = [Math.sin(theta), Math.cos(theta)];
  const isOdd = degreesOfFreedom % 2 === 1;
  // cos + (2/3) cos^3 + ... for odd, 1 + (1/2) cos^2 + ... for even degrees of freedom.
  let term = isOdd ? cosine : 1;
  let sum = degreesOfFreedom === 1 ? 0 : term;
  for (let order = isOdd ? 3 : 2; order <= degreesOfFreedom - 2; order += 2) {
    term *= (cosine * cosine * (order - 1)) / order;
    sum += term;
  }
  const inside = isOdd ? (2 / Math.PI) * (theta + sine * sum) : sine * sum;
  return Math.max(0, 1 - inside);
}

/**
 * Holm's adjusted p-values: in ascending order p_(i) times the number not yet rejected, never below the one before, at most 1. In the
 * given order. Source: Holm, "A simple sequentially rejective multiple test procedure", 1979.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = pValues.map(() => 1);
  let before = 0;
  order.forEach((index, rank) => {
    before = Math.min(1, Math.max(before, pValues[index]! * (pValues.length - rank)));
    adjusted[index] = before;
  });
  return adjusted;
}
