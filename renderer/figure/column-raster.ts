import { project, type Projection } from './line-path.ts';

/** Pixels of a plot to which lines are added, initially transparent. Colours are premultiplied. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of each pixel, row by row. */
  readonly pixels: Uint8ClampedArray;
  /** The same memory, one word per pixel. */
  readonly words: Uint32Array;
  /** The span of the line being added in each column. */
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** How a line is drawn. */
export interface RasterStyle {
  /** The colour as a pixel value, see `pixelOf`. */
  readonly word: number;
  readonly opacity: number;
  /** In raster pixels, at least 1; 1 by default. */
  readonly width?: number;
  /**
   * Lengths of dashes and gaps in raster pixels, measured horizontally; empty for a solid line. Lines that share the array are added
   * faster.
   */
  readonly dash: readonly number[];
}

/** An opaque pixel of the given colour, each channel 0 to 255. */
export function pixelOf(red: number, green: number, blue: number): number {
  return new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0]!;
}

export function createRaster(width: number, height: number): Raster {
  const words = new Uint32Array(width * height);
  const pixels = new Uint8ClampedArray(words.buffer);
  return { width, height, pixels, words, lows: new Float64Array(width), highs: new Float64Array(width) };
}

/**
 * Adds the line through all points: in each pixel column its span from lowest to highest, so that no spike is lost however many points a
 * column has. The line breaks at every point that cannot be shown. Hundreds of lines of thousands of points take a few milliseconds; a
 * canvas would need as long for each. `x` and `y` project to raster pixels; epochs ascend.
 */
export function addLine(
  raster: Raster,
  epochs: Float64Array,
  values: Float64Array,
  x: Projection,
  y: Projection,
  style: RasterStyle,
): void {
  findSpans(raster, epochs, values, x, y);
  if (style.width !== undefined && style.width > 1) thicken(raster, style.width / 2);
  paintSpans(raster, style);
}

/** The line's span in each column. The height at which it crosses from one column to the next belongs to both. */
function findSpans(
  { width, lows, highs }: Raster,
  epochs: Float64Array,
  values: Float64Array,
  x: Projection,
  y: Projection,
): void {
  const { logarithmic: logarithmicX, offset: offsetX, scale: scaleX } = x;
  const { logarithmic: logarithmicY, offset: offsetY, scale: scaleY } = y;
  lows.fill(Infinity);
  highs.fill(-Infinity);
  let lastLeft = NaN;
  let lastTop = NaN;
  // The span of the line's current column.
  let column = -1;
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < epochs.length && column < width; index++) {
    const left = logarithmicX ? project(x, epochs[index]!) : offsetX + scaleX * epochs[index]!;
    const top = logarithmicY ? project(y, values[index]!) : offsetY + scaleY * values[index]!;
    if (left - left + top - top !== 0) {
      lastLeft = NaN; // one of them is not finite
      continue;
    }
    const end = left < width ? Math.floor(left) : width;
    if (left > lastLeft && end >= 0) {
      const slope = (top - lastTop) / (left - lastLeft);
      if (lastLeft < 0) {
        column = 0;
        low = high = lastTop - slope * lastLeft;
      }
      for (; column < end; column++) {
        const height = lastTop + slope * (column + 1 - lastLeft);
        lows[column] = Math.min(low, height);
        highs[column] = Math.max(high, height);
        low = high = height;
      }
    } else if (column !== end && end >= 0) {
      if (column >= 0) {
        lows[column] = low;
        highs[column] = high;
      }
      column = end;
      low = Infinity;
      high = -Infinity;
    }
    low = Math.min(low, top);
    high = Math.max(high, top);
    lastLeft = left;
    lastTop = top;
  }
  if (column < 0 || column >= width) return;
  lows[column] = low;
  highs[column] = high;
}

/** Widens the spans as if they were drawn by a pen with a round tip of this radius. */
function thicken({ width, lows, highs }: Raster, radius: number): void {
  const reach = Math.floor(radius);
  const [low, high] = reach === 0 ? [lows, highs] : [lows.slice(), highs.slice()];
  for (let column = 0; column < width; column++) {
    let [lowest, highest] = [Infinity, -Infinity];
    for (let aside = -reach; aside <= reach; aside++) {
      const height = Math.sqrt(radius * radius - aside * aside);
      lowest = Math.min(lowest, (low[column + aside] ?? Infinity) - height);
      highest = Math.max(highest, (high[column + aside] ?? -Infinity) + height);
    }
    [lows[column], highs[column]] = [lowest, highest];
  }
}

/** Covers each column's span, plus what a line one pixel wide covers beyond it; pixels at both ends are covered partly. */
function paintSpans(
  { width, height, words, lows, highs }: Raster,
  { word, opacity, width: thickness = 1, dash }: RasterStyle,
): void {
  const isThin = thickness <= 1;
  const gap = (dash[1] ?? Infinity) + (isThin ? 0 : thickness);
  const dashed = dash.length < 2 ? null : dashShares(dash, Math.max(width, height));
  const wordEven = word & 0xff00ff;
  const wordOdd = (word >>> 8) & 0xff00ff;
  for (let column = 0; column < width; column++) {
    const rise = highs[column]! - lows[column]!;
    if (!(rise >= 0)) continue;
    // A rise longer than a gap must not disappear in one: it is dashed along its height.
    const upright = rise > gap ? dashed : null;
    const share = dashed === null || upright !== null ? opacity : dashed[column]! * opacity;
    if (share <= 0) continue;
    // A line that spans s rows in a column covers an area of sqrt(1 + s²) pixels there; the tip of a spike must remain visible, too.
    const beyond = isThin ? Math.max(0.35, (Math.sqrt(1 + rise * rise) - rise) / 2) : 0;
    const top = lows[column]! - beyond;
    const bottom = highs[column]! + beyond;
    const first = Math.max(0, Math.floor(top));
    const last = Math.min(height, Math.ceil(bottom)) - 1;
    for (let row = first, at = first * width + column; row <= last; row++, at += width) {
      let alpha = upright === null ? share : upright[row]! * share;
      if (row < top || row + 1 > bottom) alpha *= Math.min(bottom, row + 1) - Math.max(top, row);
      const over = Math.round(256 * alpha);
      if (over === 256) {
        words[at] = word;
        continue;
      }
      // Two channels at a time, in 16 bits each, rounded. Inlined: a call per pixel would box its arguments.
      const below = words[at]!;
      const rest = 256 - over;
      const even = Math.imul(below & 0xff00ff, rest) + Math.imul(wordEven, over) + 0x800080;
      const odd = Math.imul((below >>> 8) & 0xff00ff, rest) + Math.imul(wordOdd, over) + 0x800080;
      words[at] = ((even >>> 8) & 0xff00ff) | (odd & 0xff00ff00);
    }
  }
}

const knownShares = new WeakMap<readonly number[], Float64Array>();

/** How much of each column (or row) lies in a dash: 1, 0 for a gap, in between if it contains both. */
function dashShares(dash: readonly number[], length: number): Float64Array {
  const known = knownShares.get(dash);
  if (known && known.length >= length) return known;
  const [on = 0, off = 0] = dash;
  const shares = Float64Array.from({ length }, (_, place) => Math.min(1, Math.max(0, on - (place % (on + off))))); // oxfmt-ignore
  knownShares.set(dash, shares);
  return shares;
}

/** Writes the pixels to an image of the raster's size in canvas format: colours not premultiplied. */
export function writeImage({ pixels, words }: Raster, { data }: Pick<ImageData, 'data'>): void {
  const images = new Uint32Array(data.buffer);
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const alpha = word >>> 24;
    if (alpha === 255 || alpha === 0) {
      images[index] = alpha === 0 ? 0 : word;
      continue;
    }
    const at = index * 4;
    const factor = 255 / alpha;
    data[at] = pixels[at]! * factor;
    data[at + 1] = pixels[at + 1]! * factor;
    data[at + 2] = pixels[at + 2]! * factor;
    data[at + 3] = alpha;
  }
}
