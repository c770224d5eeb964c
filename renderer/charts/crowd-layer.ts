import { addLine, createRaster, pixelOf, toImageData } from './column-raster.ts';
import type { Projection } from './line-path.ts';

/** A line of a crowd. */
export interface CrowdLine {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
  /** Any CSS colour. */
  readonly color: string;
  readonly opacity: number;
  /** Dash pattern in pixels of the page. */
  readonly dash: readonly number[];
}

/** Where the lines go, in pixels of the page. */
export interface CrowdFrame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: Projection;
  readonly y: Projection;
  /** Pixels of the screen for one of the page. */
  readonly ratio: number;
}

/** Lines may end this much outside of the plot's frame; the chart clips what should not. */
const marginPx = 4;

/** Draws many lines, the last on top, each one pixel of the screen wide. Strokes of a canvas would cost ten times as much. */
export function drawCrowd(
  ctx: CanvasRenderingContext2D,
  lines: readonly CrowdLine[],
  { left, top, right, bottom, x, y, ratio }: CrowdFrame,
): void {
  const [x0, y0] = [Math.floor((left - marginPx) * ratio), Math.floor((top - marginPx) * ratio)];
  const width = Math.ceil((right + marginPx) * ratio) - x0;
  const height = Math.ceil((bottom + marginPx) * ratio) - y0;
  if (width <= 0 || height <= 0) return;
  const raster = createRaster(width, height);
  const within = (axis: Projection, start: number): Projection => ({
    ...axis,
    offset: axis.offset * ratio - start,
    scale: axis.scale * ratio,
  });
  const [across, down] = [within(x, x0), within(y, y0)];
  for (const { epochs, values, color, opacity, dash } of lines) {
    const style = { word: pixelOfCss(color), opacity, dash: dash.map((length) => length * ratio) };
    addLine(raster, epochs, values, across, down, style);
  }
  const layer = new OffscreenCanvas(width, height);
  layer.getContext('2d')!.putImageData(toImageData(raster), 0, 0);
  ctx.save();
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(layer, x0 / ratio, y0 / ratio, width / ratio, height / ratio);
  ctx.restore();
}

const known = new Map<string, number>();

/** A pixel of a CSS colour, as a canvas shows it. */
function pixelOfCss(color: string): number {
  const found = known.get(color);
  if (found !== undefined) return found;
  const ctx = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  ctx.fillStyle = color;
  ctx.fillRect(0, 0, 1, 1);
  const [red, green, blue] = ctx.getImageData(0, 0, 1, 1).data;
  const pixel = pixelOf(red!, green!, blue!);
  known.set(color, pixel);
  return pixel;
}
