import type { SampleSet } from '../datasets/sample-set.ts';
import type { Numbers } from '../numerics/precision.ts';
import type { Precision } from '../training/training-config.ts';
import { bytesPerNumber } from './memory-plan.ts';

/** A row of a panel: its samples, side by side. */
export const rowBytes = 32;
const cacheLineBytes = 64;
/** Panels of a tile start at so many more cache lines, modulo 16, than those before them. Found by measuring. */
const panelPhase = 9;
const phases = 16;
/** Target of a sample that only fills the last panel. */
const noTarget = -1;

/** Samples that the kernels take side by side: two vectors of them. */
export function samplesPerPanel(precision: Precision): number {
  return rowBytes / bytesPerNumber[precision];
}

/**
 * Bytes from one panel of `rows` rows to the next. `spread` leaves gaps between them, so that the same few rows of all panels
 * of a tile claim different places in a CPU's cache.
 */
export function panelStride(rows: number, spread: boolean): number {
  if (!spread) return rows * rowBytes;
  const lines = Math.ceil((rows * rowBytes) / cacheLineBytes);
  const gap = (panelPhase - (lines % phases) + phases) % phases;
  return (lines + gap) * cacheLineBytes;
}

/**
 * Bytes from one row of a matrix to the next for rows of `bytes`: as many, but where rows would begin at so few places modulo a
 * CPU's first cache that those written side by side displace each other.
 */
export function rowStride(bytes: number): number {
  return bytes % (4 * cacheLineBytes) === 0 ? bytes + cacheLineBytes : bytes;
}

/** A set in memory: batch by batch, each from a panel of its own on. */
export interface PanelLayout {
  readonly samples: number;
  readonly features: number;
  /** Samples of every batch but the last, which may have fewer. */
  readonly batchSize: number;
  /** Panels of every batch but the last. */
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
 * Writes which sample stands at each place [panel][sample] of a set, and its target. What a batch's last panel lacks is filled
 * with the batch's last sample, so that nothing but real numbers is computed with, and has no target, so that it counts nowhere.
 * Mutates `places` and `targets`.
 *
 * @param order the sample that comes first, second...; null for the order of the set
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
