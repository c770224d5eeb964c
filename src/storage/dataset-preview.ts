import type { DatasetPreview, PreviewPoints } from '#api';
import { drawSampleSets, type SampleSet } from '#engine';
import type { LabelledTable } from '#experiments';
import type { PreviewQuery } from './thread-protocol.ts';

/** Features that a preview shows. */
const shownFeatures = 2;

/** Draws the sets that runs will see, as points in the plane of the first two features. */
export function createDatasetPreview(readTable: (digest: string) => LabelledTable) {
  /** The last table, with the shown features alone: whoever turns a knob asks again and again. */
  let last: { readonly digest: string; readonly plane: SampleSet } | null = null;

  function planeOf(digest: string): SampleSet {
    if (last?.digest !== digest) last = { digest, plane: firstFeatures(readTable(digest).samples) };
    return last.plane;
  }

  return (query: PreviewQuery): DatasetPreview => {
    const { dataset } = query;
    if (dataset.kind !== 'table') return toPreview(drawSampleSets(query));
    const plane = planeOf(dataset.digest);
    // Neither the split nor the scaling of one feature depends on the others, or on the network.
    return toPreview(
      drawSampleSets({ ...query, dataset: { ...dataset, features: plane.features }, layers: [] }, plane),
    );
  };
}

function firstFeatures(table: SampleSet): SampleSet {
  const features = Math.min(shownFeatures, table.features);
  const inputs = new Float64Array(table.samples * features);
  for (let row = 0; row < table.samples; row++) {
    const start = row * table.features;
    inputs.set(table.inputs.subarray(start, start + features), row * features);
  }
  return { ...table, features, inputs };
}

function toPreview(sets: { readonly training: SampleSet; readonly validation: SampleSet }): DatasetPreview {
  return { training: toPoints(sets.training), validation: toPoints(sets.validation) };
}

function toPoints({ samples, features, inputs, targets }: SampleSet): PreviewPoints {
  const x = new Float64Array(samples);
  const y = new Float64Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    x[sample] = inputs[sample * features]!;
    if (features > 1) y[sample] = inputs[sample * features + 1]!;
  }
  return { x, y, labels: Float64Array.from(targets) };
}
