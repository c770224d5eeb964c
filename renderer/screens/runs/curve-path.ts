/** A curve as drawn in a cell. */
export interface CellCurve {
  readonly epochs: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Left free at every edge, for the width of the line. */
const margin = 1.5;

/**
 * SVG paths of curves on common scales in a box: epochs from 0, values by their logarithm if all are positive. A non-finite point breaks
 * its line, and an isolated point is not drawn; a curve without two neighbouring points is an empty path.
 */
export function curvePaths(curves: readonly CellCurve[], width: number, height: number): string[] {
  const all = curves.flatMap(({ values }) => Array.from(values).filter(Number.isFinite));
  const isLogarithmic = all.every((value) => value > 0);
  const scaled = (value: number): number => (isLogarithmic ? Math.log10(value) : value);
  const [low, high] = [Math.min(...all.map(scaled)), Math.max(...all.map(scaled))];
  const last = Math.max(1, ...curves.map(({ epochs }) => epochs[epochs.length - 1] ?? 0));
  const x = (epoch: number): number => margin + (epoch / last) * (width - 2 * margin);
  const y = (value: number): number =>
    high > low ? margin + ((high - scaled(value)) / (high - low)) * (height - 2 * margin) : height / 2;
  return curves.map(({ epochs, values }) => {
    let path = '';
    let isDrawing = false;
    Array.from(values).forEach((value, index) => {
      if (Number.isFinite(value))
        path += `${isDrawing ? 'L' : 'M'}${x(epochs[index]!).toFixed(1)} ${y(value).toFixed(1)}`;
      isDrawing = Number.isFinite(value);
    });
    return path.includes('L') ? path : '';
  });
}
