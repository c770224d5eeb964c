import type { DatasetPreview, PreviewInputs, PreviewPoints } from '#api';
import {
  drawSampleSets,
  drawTestSet,
  type DrawnConfig,
  type SampleSet,
  tableFeatures,
  type TableSamples,
  widthOf,
} from '#engine';
import { countClasses, type LabelledTable } from '#experiments';
import type { PreviewQuery } from './thread-protocol.ts';

/** How many features a preview shows. */
const shownFeatures = 2;
/** Maximum number of values to send when all features are asked for: 8 MB. */
const maxInputs = 1_000_000;

/** Draws the sets that runs will see, as points in the plane of the first two features. */
export function createDatasetPreview(readTable: (digest: string) => LabelledTable) {
  /** The last table used, reduced to the columns of the features shown: a user turning a knob asks again and again. */
  let last: { readonly digest: string; readonly plane: TableSamples } | null = null;

  function planeOf(digest: string): TableSamples {
    if (last?.digest !== digest) last = { digest, plane: firstFeatures(readTable(digest).samples) };
    return last.plane;
  }

  return (query: PreviewQuery): DatasetPreview => {
    const { dataset, inputs } = query;
    if (dataset.kind !== 'table') return toPreview(query, null, inputs);
    if (inputs) return toPreview(query, readTable(dataset.digest).samples, inputs);
    const plane = planeOf(dataset.digest);
    // Neither the split nor the encoding of one column depends on the other columns or the network.
    const ofPlane = { ...query, dataset: { ...dataset, features: tableFeatures(plane) }, layers: [] };
    return toPreview(ofPlane, plane, inputs);
  };
}

function firstFeatures({ columns, ...table }: TableSamples): TableSamples {
  // One text column may supply both features.
  const isEnough = columns?.[0] && widthOf(columns[0]) >= shownFeatures;
  const features = isEnough ? 1 : Math.min(shownFeatures, table.features);
  const inputs = new Float64Array(table.samples * features);
  for (let row = 0; row < table.samples; row++) {
    const start = row * table.features;
    inputs.set(table.inputs.subarray(start, start + features), row * features);
  }
  return { ...table, features, inputs, columns: columns?.slice(0, features) };
}

function toPreview(config: DrawnConfig, table: TableSamples | null, withInputs: boolean): DatasetPreview {
  const { training, validation } = drawSampleSets(config, table);
  const test = drawTestSet(config, table);
  return {
    training: toPoints(training),
    validation: toPoints(validation),
    classCounts: {
      training: countClasses(training),
      validation: countClasses(validation),
      test: test && countClasses(test),
    },
    inputs: withInputs ? toInputs(training) : null,
  };
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

function toInputs({ samples, features, inputs, targets }: SampleSet): PreviewInputs {
  const stride = Math.max(1, Math.ceil((samples * features) / maxInputs));
  const taken = Math.ceil(samples / stride);
  const values = new Float64Array(taken * features);
  const labels = new Float64Array(taken);
  for (let sample = 0; sample < taken; sample++) {
    const from = sample * stride;
    values.set(inputs.subarray(from * features, (from + 1) * features), sample * features);
    labels[sample] = targets[from]!;
  }
  return { stride, features, values, labels };
}
