import { project, type Projection } from './line-path.ts';

/** Pixels of a plot that lines are added to, transparent at first. Colours are premultiplied. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of each pixel, row by row. */
  readonly pixels: Uint8ClampedArray;
  /** The same, a pixel each. */
  readonly words: Uint32Array;
}

/** How a line is added. */
export interface RasterStyle {
  /** The colour as a pixel of it would be, see `pixelOf`. */
  readonly word: number;
  readonly opacity: number;
  /** Lengths of dashes and gaps in pixels of the raster, along the horizontal; empty for none. */
  readonly dash: readonly number[];
}

/** An opaque pixel of a colour, 0 to 255 each. */
export function pixelOf(red: number, green: number, blue: number): number {
  return new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0]!;
}

export function createRaster(width: number, height: number): Raster {
  const words = new Uint32Array(width * height);
  return { width, height, pixels: new Uint8ClampedArray(words.buffer), words };
}

/**
 * Adds the line through all points, one pixel wide: in each column of pixels what it spans from its lowest to its highest, so that no
 * spike is lost however many points a column has. It breaks at every point that cannot be shown. Hundreds of lines of thousands of
 * points take a few milliseconds, where a canvas would need as many for each. `x` and `y` project to pixels of the raster.
 */
export function addLine(
  raster: Raster,
  epochs: Float64Array,
  values: Float64Array,
  x: Projection,
  y: Projection,
  style: RasterStyle,
): void {
  let lastLeft = NaN;
  let lastTop = NaN;
  let column = -1;
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < epochs.length; index++) {
    const left = project(x, epochs[index]!);
    const top = project(y, values[index]!);
    if (Number.isNaN(left) || Number.isNaN(top)) {
      lastLeft = NaN;
      continue;
    }
    const joined = left >= lastLeft;
    const to = Math.min(raster.width - 1, Math.floor(left));
    const slope = left > lastLeft ? (top - lastTop) / (left - lastLeft) : 0;
    for (let at = Math.max(0, Math.floor(joined ? lastLeft : left)); at <= to; at++) {
      if (at !== column) {
        if (high >= low) paintColumn(raster, column, low, high, style);
        column = at;
        low = Infinity;
        high = -Infinity;
      }
      // Where the stretch enters and leaves the column.
      const enters = !joined ? top : at > lastLeft ? lastTop + slope * (at - lastLeft) : lastTop;
      const leaves = joined && at + 1 < left ? lastTop + slope * (at + 1 - lastLeft) : top;
      if (enters < low) low = enters;
      if (leaves < low) low = leaves;
      if (enters > high) high = enters;
      if (leaves > high) high = leaves;
    }
    lastLeft = left;
    lastTop = top;
  }
  if (high >= low) paintColumn(raster, column, low, high, style);
}

/** Covers a column from `low` to `high` and as much beyond as a line one pixel wide takes there; the pixels at both ends in part. */
function paintColumn(raster: Raster, column: number, low: number, high: number, style: RasterStyle): void {
  const { dash, opacity } = style;
  // What rises over more than a gap must not fall into one: it is dashed along its height.
  const steep = high - low > (dash[1] ?? Infinity);
  const share = steep ? opacity : dashShare(column, dash) * opacity;
  if (share <= 0) return;
  const { width, height, words } = raster;
  // A line that spans s rows in a column covers an area of sqrt(1 + s²) pixels of it; the tip of a spike is to be seen as well.
  const beyond = Math.max(0.35, (Math.sqrt(1 + (high - low) ** 2) - (high - low)) / 2);
  const top = low - beyond;
  const bottom = high + beyond;
  const last = Math.min(height - 1, Math.ceil(bottom) - 1);
  for (let row = Math.max(0, Math.floor(top)); row <= last; row++) {
    const alpha =
      (steep ? dashShare(row, dash) : 1) * share * (Math.min(bottom, row + 1) - Math.max(top, row));
    const at = row * width + column;
    words[at] = blend(words[at]!, style.word, Math.round(256 * alpha));
  }
}

/** `over` at `share` of 256 on `below`: two channels at a time, each in 16 bits, rounded. */
function blend(below: number, over: number, share: number): number {
  const rest = 256 - share;
  const even = Math.imul(below & 0xff00ff, rest) + Math.imul(over & 0xff00ff, share) + 0x800080;
  const odd =
    Math.imul((below >>> 8) & 0xff00ff, rest) + Math.imul((over >>> 8) & 0xff00ff, share) + 0x800080;
  return ((even >>> 8) & 0xff00ff) | (odd & 0xff00ff00);
}

/** 1 inside a dash, 0 in a gap, a part where a column (or row) has both. */
function dashShare(place: number, dash: readonly number[]): number {
  const [on, off] = dash;
  if (on === undefined || off === undefined) return 1;
  const phase = place % (on + off);
  return Math.min(1, Math.max(0, on - phase));
}

/** The pixels as a canvas takes them: colours not premultiplied. */
export function toImageData({ width, height, pixels }: Raster): ImageData {
  const image = new ImageData(width, height);
  const { data } = image;
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3]!;
    if (alpha === 0) continue;
    const factor = 255 / alpha;
    data[at] = pixels[at]! * factor;
    data[at + 1] = pixels[at + 1]! * factor;
    data[at + 2] = pixels[at + 2]! * factor;
    data[at + 3] = alpha;
  }
  return image;
}
