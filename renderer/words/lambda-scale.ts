/**
 * The slider of a penalty factor: position 0 is exactly 0, followed by 1, 2 and 5 in every decade from 1e-8 to 1. A factor between these
 * has a position in between, one beyond them that of the nearest end.
 */
const firstDecade = -8;
const decades = 8;
const mantissas = [1, 2, 5] as const;

/** Slider stops in order; the index is the position. */
export const lambdaStops: readonly number[] = [
  0,
  ...Array.from({ length: decades * mantissas.length }, (_, index) =>
    Number(`${mantissas[index % 3]}e${firstDecade + Math.floor(index / 3)}`),
  ),
  1,
];

/** Position of the last stop. */
export const maxLambdaPosition = lambdaStops.length - 1;

/** The factor at an integer slider position. */
export function lambdaAt(position: number): number {
  const index = Math.min(maxLambdaPosition, Math.max(0, Math.round(position)));
  return lambdaStops[index]!;
}

/** The slider position of a factor; fractional between two stops. Non-finite or negative counts as 0. */
export function lambdaPosition(lambda: number): number {
  if (!(lambda > 0)) return 0;
  if (lambda <= lambdaStops[1]!) return 1;
  const above = lambdaStops.findIndex((stop) => stop >= lambda);
  if (above < 0) return maxLambdaPosition;
  const low = Math.log(lambdaStops[above - 1]!);
  const high = Math.log(lambdaStops[above]!);
  return above - 1 + (Math.log(lambda) - low) / (high - low);
}
