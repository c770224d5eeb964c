/** The zoom levels of the page, as factors of its normal size; the same as a browser's. */
export const zoomFactors = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** Chromium stores the logarithm of a factor, so a factor read back is slightly off. */
const tolerance = 0.005;

/** The level next to `factor`, or the last one. */
export function nextFactor(factor: number, direction: 'in' | 'out'): number {
  const next =
    direction === 'in'
      ? zoomFactors.find((size) => size > factor + tolerance)
      : zoomFactors.findLast((size) => size < factor - tolerance);
  return next ?? (direction === 'in' ? zoomFactors.at(-1)! : zoomFactors[0]);
}

/** The level nearest to `factor`. */
export function nearestFactor(factor: number): number {
  const distance = (size: number): number => Math.abs(size - factor);
  return zoomFactors.reduce<number>(
    (nearest, size) => (distance(size) < distance(nearest) ? size : nearest),
    1,
  );
}
