import { addLine, createRaster, pixelOf, writeImage, type Raster } from './column-raster.ts';
import type { Projection } from './line-path.ts';

/** One line among many. */
export interface CrowdLine {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
  /** Any CSS colour. */
  readonly color: string;
  readonly opacity: number;
  /** In CSS pixels; one device pixel by default. */
  readonly widthPx?: number | undefined;
  /** Dash pattern in CSS pixels. */
  readonly dash: readonly number[];
}

/** Where the lines go, in CSS pixels. */
export interface CrowdFrame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: Projection;
  readonly y: Projection;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** Lines may extend this far beyond the plot's frame; the chart clips what should not show. */
const marginPx = 4;

/** Draws many lines, the last on top. Canvas strokes would cost ten times as much. */
export function drawCrowd(
  ctx: CanvasRenderingContext2D,
  lines: readonly CrowdLine[],
  { left, top, right, bottom, x, y, ratio }: CrowdFrame,
): void {
  const [x0, y0] = [Math.floor((left - marginPx) * ratio), Math.floor((top - marginPx) * ratio)];
  const width = Math.ceil((right + marginPx) * ratio) - x0;
  const height = Math.ceil((bottom + marginPx) * ratio) - y0;
  if (width <= 0 || height <= 0) return;
  const { raster, image, canvas } = layerOf(ctx.canvas, width, height);
  raster.words.fill(0);
  const within = (axis: Projection, start: number): Projection => ({
    ...axis,
    offset: axis.offset * ratio - start,
    scale: axis.scale * ratio,
  });
  const [across, down] = [within(x, x0), within(y, y0)];
  const scaled = new Map<readonly number[], readonly number[]>();
  for (const { epochs, values, color, opacity, widthPx, dash } of lines) {
    const pattern = scaled.get(dash) ?? dash.map((length) => length * ratio);
    scaled.set(dash, pattern);
    const width = widthPx === undefined ? 1 : widthPx * ratio;
    addLine(raster, epochs, values, across, down, { word: pixelOfCss(color), opacity, width, dash: pattern });
  }
  writeImage(raster, image);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  ctx.save();
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(canvas, x0 / ratio, y0 / ratio, width / ratio, height / ratio);
  ctx.restore();
}

interface Layer {
  readonly raster: Raster;
  readonly image: ImageData;
  readonly canvas: OffscreenCanvas;
}

const layers = new WeakMap<object, Layer>();

/** A chart reuses its layer for as long as it keeps its size: a turn of the wheel leaves no megabytes behind. */
function layerOf(chart: object, width: number, height: number): Layer {
  const known = layers.get(chart);
  if (known?.raster.width === width && known.raster.height === height) return known;
  const layer: Layer = {
    raster: createRaster(width, height),
    image: new ImageData(width, height),
    canvas: new OffscreenCanvas(width, height),
  };
  layers.set(chart, layer);
  return layer;
}

const known = new Map<string, number>();

/** A pixel of a CSS colour, as a canvas shows it. */
export function pixelOfCss(color: string): number {
  const hex = /^#[\da-f]{6}$/i.test(color) ? parseInt(color.slice(1), 16) : null;
  if (hex !== null) return pixelOf(hex >> 16, (hex >> 8) & 255, hex & 255);
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
