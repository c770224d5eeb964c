import type { SampleSet } from '../datasets/sample-set.ts';
import type { Numbers } from '../numerics/precision.ts';
import type { Precision } from '../training/training-config.ts';
import { bytesPerNumber } from './memory-plan.ts';

/** A row of a panel: its samples, side by side. */
export const rowBytes = 32;
const cacheLineBytes = 64;
/** The offset, in cache lines modulo 16, of each panel of a tile from the previous one. Found by measuring. */
const panelPhase = 9;
const phases = 16;
/** Target of a sample that only fills the last panel. */
const noTarget = -1;

/** Samples that the kernels process side by side: two vectors of them. */
export function samplesPerPanel(precision: Precision): number {
  return rowBytes / bytesPerNumber[precision];
}

/**
 * Bytes from one panel of `rows` rows to the next. `spread` leaves gaps between panels, so that the same few rows of all panels of a tile
 * occupy different places in a CPU's cache.
 */
export function panelStride(rows: number, spread: boolean): number {
  if (!spread) return rows * rowBytes;
  const lines = Math.ceil((rows * rowBytes) / cacheLineBytes);
  const gap = (panelPhase - (lines % phases) + phases) % phases;
  return (lines + gap) * cacheLineBytes;
}

/**
 * Bytes from one row of a matrix to the next, for rows of `bytes` bytes: the same number, unless rows would start at so few places modulo a
 * CPU's L1 cache that those written side by side would evict each other.
 */
export function rowStride(bytes: number): number {
  return bytes % (4 * cacheLineBytes) === 0 ? bytes + cacheLineBytes : bytes;
}

/** A set in memory, batch by batch; each batch starts a new panel. */
export interface PanelLayout {
  readonly samples: number;
  readonly features: number;
  /** Samples in every batch but the last, which may have fewer. */
  readonly batchSize: number;
  /** Panels in every batch but the last. */
  readonly batchPanels: number;
  readonly panels: number;
}

/** @param batchSize null for one batch of all samples */
export function panelLayout(set: SampleSet, batchSize: number | null, precision: Precision): PanelLayout {
  const { samples, features } = set;
  const width = samplesPerPanel(precision);
  const size = Math.min(batchSize ?? samples, samples);
  const batchPanels = Math.ceil(size / width);
  const lastPanels = Math.ceil((samples % size) / width);
  const panels = Math.floor(samples / size) * batchPanels + lastPanels;
  return { samples, features, batchSize: size, batchPanels, panels };
}

/**
 * Writes the sample at each place [panel][sample] of a set, and its target. A batch's incomplete last panel is padded with the batch's last
 * sample, so that only real numbers are computed with, but without a target, so that it is not counted. Mutates `places` and `targets`.
 *
 * @param order the index of the first sample, of the second, and so on; null for the order of the set
 */
export function fillPlaces(
  set: SampleSet,
  order: Int32Array | null,
  { samples, batchSize }: PanelLayout,
  precision: Precision,
  places: Int32Array,
  targets: Numbers,
): void {
  const width = samplesPerPanel(precision);
  let position = 0;
  for (let first = 0; first < samples; first += batchSize) {
    const end = Math.min(first + batchSize, samples);
    const paddedEnd = first + Math.ceil((end - first) / width) * width;
    for (let place = first; place < paddedEnd; place++) {
      const index = Math.min(place, end - 1);
      const sample = order === null ? index : order[index]!;
      places[position] = sample;
      targets[position] = place < end ? set.targets[sample]! : noTarget;
      position++;
    }
  }
}

/** Writes the inputs of the samples at these places, [panel][feature][sample]. Mutates `inputs`. */
export function fillPanels(
  { features, inputs: source }: SampleSet,
  places: Int32Array,
  precision: Precision,
  inputs: Numbers,
): void {
  const width = samplesPerPanel(precision);
  places.forEach((sample, position) => {
    const to = Math.floor(position / width) * features * width + (position % width);
    const from = sample * features;
    for (let feature = 0; feature < features; feature++) {
      inputs[to + feature * width] = source[from + feature]!;
    }
  });
}
