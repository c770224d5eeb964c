import { project, type Projection } from './line-path.ts';

/** Pixels of a plot that lines are added to, transparent at first. Colours are premultiplied. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of each pixel, row by row. */
  readonly pixels: Uint8ClampedArray;
  /** The same, a pixel each. */
  readonly words: Uint32Array;
  /** What the line that is being added spans in each column. */
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** How a line is added. */
export interface RasterStyle {
  /** The colour as a pixel of it would be, see `pixelOf`. */
  readonly word: number;
  readonly opacity: number;
  /** In pixels of the raster; 1 without it, and at least. */
  readonly width?: number;
  /** Lengths of dashes and gaps in pixels of the raster, along the horizontal; empty for none. Lines that share it are added faster. */
  readonly dash: readonly number[];
}

/** An opaque pixel of a colour, 0 to 255 each. */
export function pixelOf(red: number, green: number, blue: number): number {
  return new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0]!;
}

export function createRaster(width: number, height: number): Raster {
  const words = new Uint32Array(width * height);
  const pixels = new Uint8ClampedArray(words.buffer);
  return { width, height, pixels, words, lows: new Float64Array(width), highs: new Float64Array(width) };
}

/**
 * Adds the line through all points: in each column of pixels what it spans from its lowest to its highest, so that no
 * spike is lost however many points a column has. It breaks at every point that cannot be shown. Hundreds of lines of thousands of
 * points take a few milliseconds, where a canvas would need as many for each. `x` and `y` project to pixels of the raster; epochs ascend.
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

/** What the line spans in each column. Where it crosses from one to the next, that height belongs to both. */
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
  // The span of the column that the line is in.
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

/** Widens the spans to those of a pen with a round tip of this radius. */
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

/** Covers each column's span and as much beyond as a line one pixel wide takes there; the pixels at both ends in part. */
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
    // What rises over more than a gap must not fall into one: it is dashed along its height.
    const upright = rise > gap ? dashed : null;
    const share = dashed === null || upright !== null ? opacity : dashed[column]! * opacity;
    if (share <= 0) continue;
    // A line that spans s rows in a column covers an area of sqrt(1 + s²) pixels of it; the tip of a spike is to be seen as well.
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
      // Two channels at a time, each in 16 bits, rounded. In place: a call for each pixel would box what it is given.
      const below = words[at]!;
      const rest = 256 - over;
      const even = Math.imul(below & 0xff00ff, rest) + Math.imul(wordEven, over) + 0x800080;
      const odd = Math.imul((below >>> 8) & 0xff00ff, rest) + Math.imul(wordOdd, over) + 0x800080;
      words[at] = ((even >>> 8) & 0xff00ff) | (odd & 0xff00ff00);
    }
  }
}

const knownShares = new WeakMap<readonly number[], Float64Array>();

/** How much of each column (or row) is inside a dash: 1, 0 in a gap, a part where it has both. */
function dashShares(dash: readonly number[], length: number): Float64Array {
  const known = knownShares.get(dash);
  if (known && known.length >= length) return known;
  const [on = 0, off = 0] = dash;
  const shares = Float64Array.from({ length }, (_, place) => Math.min(1, Math.max(0, on - (place % (on + off))))); // prettier-ignore
  knownShares.set(dash, shares);
  return shares;
}

/** Writes the pixels into an image of the raster's size as a canvas takes them: colours not premultiplied. */
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
