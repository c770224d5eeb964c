import type { MarkerShape } from './palette.ts';

type Path = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'arc' | 'rect' | 'closePath'>;

/** Maps a value to a pixel: `offset + scale * transform(value)`. */
export interface Projection {
  readonly logarithmic: boolean;
  readonly offset: number;
  readonly scale: number;
}

/** Pixel position of `value`; NaN if the axis cannot show it. */
export function project({ logarithmic, offset, scale }: Projection, value: number): number {
  return logarithmic
    ? value > 0
      ? offset + scale * Math.log10(value)
      : NaN
    : Number.isFinite(value)
      ? offset + scale * value
      : NaN;
}

/** Length of the stroke for a point between two that cannot be shown: it has no neighbour to be joined to. */
const lonePx = 3;

/** Adds the line through all points to the current path; it breaks at every point that cannot be shown. */
export function tracePath(
  path: Path,
  epochs: Float64Array,
  values: Float64Array,
  x: Projection,
  y: Projection,
): void {
  const isShown = (index: number): boolean =>
    !Number.isNaN(project(x, epochs[index]!)) && !Number.isNaN(project(y, values[index]!));
  let drawing = false;
  for (let index = 0; index < epochs.length; index++) {
    const left = project(x, epochs[index]!);
    const top = project(y, values[index]!);
    if (Number.isNaN(left) || Number.isNaN(top)) drawing = false;
    else if (drawing) path.lineTo(left, top);
    else if (index + 1 < epochs.length && isShown(index + 1)) {
      path.moveTo(left, top);
      drawing = true;
    } else {
      path.moveTo(left - lonePx / 2, top);
      path.lineTo(left + lonePx / 2, top);
    }
  }
}

/** Adds one marker of the given radius around (x, y) to the current path. */
export function traceMarker(path: Path, shape: MarkerShape, x: number, y: number, radius: number): void {
  switch (shape) {
    case 'none':
      return;
    case 'circle':
      path.moveTo(x + radius, y);
      path.arc(x, y, radius, 0, 2 * Math.PI);
      return;
    case 'square':
      path.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
      return;
    case 'triangle':
      path.moveTo(x, y - radius * 1.2);
      path.lineTo(x + radius * 1.1, y + radius * 0.8);
      path.lineTo(x - radius * 1.1, y + radius * 0.8);
      path.closePath();
      return;
    case 'diamond':
      path.moveTo(x, y - radius * 1.3);
      path.lineTo(x + radius * 1.3, y);
      path.lineTo(x, y + radius * 1.3);
      path.lineTo(x - radius * 1.3, y);
      path.closePath();
      return;
    case 'cross':
      path.moveTo(x - radius, y - radius);
      path.lineTo(x + radius, y + radius);
      path.moveTo(x + radius, y - radius);
      path.lineTo(x - radius, y + radius);
  }
}

/** The value at a pixel position, the inverse of `project`. */
export function unproject({ logarithmic, offset, scale }: Projection, pixel: number): number {
  const value = (pixel - offset) / scale;
  return logarithmic ? 10 ** value : value;
}

/** A marker as an SVG path. */
export function markerPath(shape: MarkerShape, x: number, y: number, radius: number): string {
  const path: string[] = [];
  traceMarker(
    {
      moveTo: (x, y) => path.push(`M${x} ${y}`),
      lineTo: (x, y) => path.push(`L${x} ${y}`),
      closePath: () => path.push('Z'),
      rect: (x, y, width, height) => path.push(`M${x} ${y}h${width}v${height}h${-width}Z`),
      arc: (x, y, r) => path.push(`A${r} ${r} 0 1 1 ${x - r} ${y}A${r} ${r} 0 1 1 ${x + r} ${y}`),
    },
    shape,
    x,
    y,
    radius,
  );
  return path.join('');
}
