import type { SampleSet } from '../datasets/sample-set.ts';
import type { Precision } from '../training/training-config.ts';
import { type MemoryPlan, numbersAt, type Region } from './memory-plan.ts';
import {
  fillPanels,
  fillPlaces,
  type PanelLayout,
  panelLayout,
  rowBytes,
  samplesPerPanel,
} from './panels.ts';

/** Where a set is placed in the kernels' memory. */
export interface SetRegions {
  readonly set: SampleSet;
  readonly layout: PanelLayout;
  /** In panels, or in the set's own layout if batches gather from them. */
  readonly inputs: Region;
  readonly targets: Region;
  /** 32-bit sample indices; null if inputs are stored in panels. */
  readonly places: Region | null;
}

/** @param batchSize null for one batch of all samples */
export function reserveSet(
  plan: MemoryPlan,
  set: SampleSet,
  batchSize: number | null,
  precision: Precision,
): SetRegions {
  const layout = panelLayout(set, batchSize, precision);
  const places = layout.panels * samplesPerPanel(precision);
  const isGathered = batchSize !== null;
  return {
    set,
    layout,
    inputs: plan.reserve((isGathered ? set.samples : places) * set.features, precision),
    targets: plan.reserve(places, precision),
    places: isGathered ? plan.reserve(places, 'float32') : null,
  };
}

/** Consecutive panels, as the kernels take them. */
export interface PanelRun {
  readonly panels: number;
  /** How many of their samples count. */
  readonly samples: number;
  readonly inputs: number;
  /** 0 if inputs are stored in panels. */
  readonly places: number;
  readonly targets: number;
}

/** A set in the kernels' memory. */
export interface PanelSet {
  readonly all: PanelRun;
  readonly batches: readonly PanelRun[];
  /** Puts the samples of batches in this order. */
  arrange(order: Int32Array): void;
}

export function createPanelSet(memory: ArrayBufferLike, regions: SetRegions, precision: Precision): PanelSet {
  const { set, layout } = regions;
  const inputs = numbersAt(memory, regions.inputs, precision);
  const targets = numbersAt(memory, regions.targets, precision);
  const places = regions.places
    ? new Int32Array(memory, regions.places.address, regions.places.length)
    : new Int32Array(regions.targets.length);
  const arrange = (order: Int32Array | null): void =>
    fillPlaces(set, order, layout, precision, places, targets);
  arrange(null);
  if (regions.places) inputs.set(set.inputs);
  else fillPanels(set, places, precision, inputs);

  const panelsAt = (first: number, panels: number, samples: number): PanelRun => ({
    panels,
    samples,
    inputs: regions.inputs.address + (regions.places ? 0 : first * set.features * rowBytes),
    places: regions.places
      ? regions.places.address + first * samplesPerPanel(precision) * Int32Array.BYTES_PER_ELEMENT
      : 0,
    targets: regions.targets.address + first * rowBytes,
  });
  const batches: PanelRun[] = [];
  for (let first = 0; first < layout.panels; first += layout.batchPanels) {
    const panels = Math.min(layout.batchPanels, layout.panels - first);
    const samples = Math.min(layout.batchSize, set.samples - batches.length * layout.batchSize);
    batches.push(panelsAt(first, panels, samples));
  }
  return { all: panelsAt(0, layout.panels, set.samples), batches, arrange };
}
