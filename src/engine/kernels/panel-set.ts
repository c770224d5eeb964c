import type { SampleSet } from '../datasets/sample-set.ts';
import type { Precision } from '../training/training-config.ts';
import { type MemoryPlan, numbersAt, type Region } from './memory-plan.ts';
import { fillPanels, type PanelLayout, panelLayout, rowBytes, samplesPerPanel } from './panels.ts';

/** Where a set is to lie in the kernels' memory. */
export interface SetRegions {
  readonly set: SampleSet;
  readonly layout: PanelLayout;
  readonly inputs: Region;
  readonly targets: Region;
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
  return {
    set,
    layout,
    inputs: plan.reserve(places * set.features, precision),
    targets: plan.reserve(places, precision),
  };
}

/** Panels one after the other, as the kernels take them. */
export interface PanelRun {
  readonly panels: number;
  /** How many of their samples count. */
  readonly samples: number;
  readonly inputs: number;
  readonly targets: number;
}

/** A set in the kernels' memory. */
export interface PanelSet {
  readonly all: PanelRun;
  readonly batches: readonly PanelRun[];
  /** Writes the samples anew, in this order. */
  arrange(order: Int32Array): void;
}

export function createPanelSet(memory: ArrayBuffer, regions: SetRegions, precision: Precision): PanelSet {
  const { set, layout } = regions;
  const inputs = numbersAt(memory, regions.inputs, precision);
  const targets = numbersAt(memory, regions.targets, precision);
  const panelsAt = (first: number, panels: number, samples: number): PanelRun => ({
    panels,
    samples,
    inputs: regions.inputs.address + first * set.features * rowBytes,
    targets: regions.targets.address + first * rowBytes,
  });
  const batches: PanelRun[] = [];
  for (let first = 0; first < layout.panels; first += layout.batchPanels) {
    const panels = Math.min(layout.batchPanels, layout.panels - first);
    const samples = Math.min(layout.batchSize, set.samples - batches.length * layout.batchSize);
    batches.push(panelsAt(first, panels, samples));
  }
  fillPanels(set, null, layout, precision, inputs, targets);
  return {
    all: panelsAt(0, layout.panels, set.samples),
    batches,
    arrange: (order) => fillPanels(set, order, layout, precision, inputs, targets),
  };
}
