/** Points of one line, in order of epoch. */
export interface ThinnedSeries {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/** Number of values in a block of a series, see `findExtremes`. */
const blockLength = 16;

/** Index of the lowest, the highest and the first non-finite value in each block of a series; -1 for none. */
export interface BlockExtremes {
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
  readonly notFinite: Int32Array;
  /** Whether all values of the series are finite. */
  readonly finite: boolean;
}

/** The part of a series to thin: the values from index `from` to before `to`. */
export interface SeriesPart {
  readonly from: number;
  readonly to: number;
  /** Of the whole series: they allow thinning a long one repeatedly without reading all its values. */
  readonly extremes?: BlockExtremes | undefined;
}

/**
 * At most `maxPoints` of a series, chosen so that no spike is lost: it is cut into buckets of equally many points, and each keeps its
 * first, last, lowest and highest point, and its first non-finite one, because a diverged value must not vanish. A line through them covers
 * the same pixels as one through all points when there is a bucket per pixel (M4; Jugel et al., 2014). Returns the given arrays themselves,
 * or views of a part, when they are short enough.
 *
 * `maxPoints` is at least 4; where 4 points cannot hold a bucket's five, the lowest is left out. Throws RangeError for fewer, or for arrays
 * of unequal length.
 */
export function thinSeries(
  epochs: Float64Array,
  values: Float64Array,
  maxPoints: number,
  part: SeriesPart = { from: 0, to: values.length },
): ThinnedSeries {
  if (epochs.length !== values.length) {
    throw new RangeError(`got ${epochs.length} epochs for ${values.length} values; allowed: as many`);
  }
  if (!(maxPoints >= 4)) throw new RangeError(`got maxPoints ${maxPoints}; allowed: at least 4`);
  const { from, to, extremes } = part;
  const length = to - from;
  if (length <= maxPoints) {
    if (length === values.length) return { epochs, values };
    return { epochs: epochs.subarray(from, to), values: values.subarray(from, to) };
  }

  const pointsPerBucket = (extremes?.finite ?? values.subarray(from, to).every(Number.isFinite)) ? 4 : 5;
  const buckets = Math.max(1, Math.floor(maxPoints / pointsPerBucket));
  // Buckets consist of whole blocks, except at the ends, if they are long enough.
  const step = extremes && length / buckets >= 2 * blockLength ? blockLength : 1;
  const startOf = (bucket: number): number => {
    const start = from + Math.floor((bucket * length) / buckets);
    return bucket % buckets === 0 ? start : start - (start % step);
  };
  const chosen = chosenIndices(buckets * pointsPerBucket);
  const room = Math.min(maxPoints, pointsPerBucket);
  let count = 0;
  for (let bucket = 0, start = from; bucket < buckets; bucket++) {
    const end = startOf(bucket + 1);
    count = chooseKeyPoints(values, start, end, extremes, chosen, count, room);
    start = end;
  }
  const thinned = { epochs: new Float64Array(count), values: new Float64Array(count) };
  for (let at = 0; at < count; at++) {
    thinned.epochs[at] = epochs[chosen[at]!]!;
    thinned.values[at] = values[chosen[at]!]!;
  }
  return thinned;
}

let indices = new Int32Array(0);

/**
 * Room for the indices that one call chooses, shared by all calls: a zoom thins hundreds of lines, and would otherwise leave as many arrays
 * behind.
 */
function chosenIndices(length: number): Int32Array {
  if (indices.length < length) indices = new Int32Array(length);
  return indices;
}

/** The extremes of each block of 16 values; the last block may be shorter. */
export function findExtremes(values: Float64Array): BlockExtremes {
  const blocks = Math.ceil(values.length / blockLength);
  const lowest = new Int32Array(blocks);
  const highest = new Int32Array(blocks);
  const notFinite = new Int32Array(blocks);
  for (let block = 0; block < blocks; block++) {
    const from = block * blockLength;
    const found = extremesOf(values, from, Math.min(values.length, from + blockLength));
    lowest[block] = found.lowest;
    highest[block] = found.highest;
    notFinite[block] = found.notFinite;
  }
  return { lowest, highest, notFinite, finite: notFinite.every((index) => index < 0) };
}

interface Extremes {
  lowest: number;
  highest: number;
  notFinite: number;
}

function extremesOf(values: Float64Array, from: number, to: number, extremes?: BlockExtremes): Extremes {
  let notFinite = -1;
  let highest = -1;
  let lowest = -1;
  let high = -Infinity;
  let low = Infinity;
  for (let index = from; index < to;) {
    let top = index;
    let bottom = index;
    if (extremes && index % blockLength === 0 && index + blockLength <= to) {
      const block = index / blockLength;
      if (notFinite < 0) notFinite = extremes.notFinite[block]!;
      top = extremes.highest[block]!;
      bottom = extremes.lowest[block]!;
      index += blockLength;
      if (top < 0) continue;
    } else {
      index++;
      if (values[top]! - values[top]! !== 0) {
        if (notFinite < 0) notFinite = top;
        continue;
      }
    }
    if (values[top]! > high) high = values[(highest = top)]!;
    if (values[bottom]! < low) low = values[(lowest = bottom)]!;
  }
  return { lowest, highest, notFinite };
}

/**
 * Writes to `chosen`, starting at `count` and ascending, the indices from `from` to before `to` that a bucket must not lose: its first and
 * last, then, as far as there is room, the first non-finite, the highest and the lowest. Returns the new count.
 */
function chooseKeyPoints(
  values: Float64Array,
  from: number,
  to: number,
  extremes: BlockExtremes | undefined,
  chosen: Int32Array,
  count: number,
  room: number,
): number {
  const { lowest, highest, notFinite } = extremesOf(values, from, to, extremes);
  const end = count + room;
  chosen[count] = from;
  let next = insert(chosen, count, count + 1, to - 1);
  if (notFinite >= 0) next = insert(chosen, count, next, notFinite);
  if (highest >= 0 && next < end) next = insert(chosen, count, next, highest);
  return lowest >= 0 && next < end ? insert(chosen, count, next, lowest) : next;
}

/** Inserts `index` in order among the entries from `start` to before `end`, unless it is already there. Returns the new end. */
function insert(chosen: Int32Array, start: number, end: number, index: number): number {
  let place = end;
  while (place > start && chosen[place - 1]! > index) place--;
  if (place > start && chosen[place - 1] === index) return end;
  for (let at = end; at > place; at--) chosen[at] = chosen[at - 1]!;
  chosen[place] = index;
  return end + 1;
}
