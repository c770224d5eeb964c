import { AppError, type CommandArguments, type Handlers, type PreviewInputs, type PreviewPoints } from '#api';
import { countSamples, drawSampleSets, featuresOf, type SampleSet } from '#engine';
import type { Services } from './services.ts';
import { tableOf } from './table-of-run.ts';

/** More points than this are no picture any more, and would hold up the host while they are drawn. */
const maxPoints = 100_000;
/** The weights are drawn between the two sets, so a large network takes time too: this many take a tenth of a second. */
const maxWeights = 5_000_000;
/** A table is read whole for its preview. */
const maxNumbers = 5_000_000;
/** What is sent of all features: 8 MB. */
const maxInputs = 1_000_000;

export function createPreviewHandlers({ store }: Pick<Services, 'store'>): Pick<Handlers, 'previewDataset'> {
  return {
    previewDataset(config) {
      requirePreviewable(config);
      const { training, validation } = drawSampleSets(config, tableOf(store, config.dataset));
      const inputs = config.inputs ? toInputs(training) : null;
      return { training: toPoints(training), validation: toPoints(validation), inputs };
    },
  };
}

function requirePreviewable(config: CommandArguments<'previewDataset'>): void {
  const counts = countSamples(config);
  const points = counts.training + counts.validation;
  if (points > maxPoints) {
    throw new AppError('invalidInput', `got ${points} points; a preview shows at most ${maxPoints}`);
  }
  let width = featuresOf(config.dataset);
  if (config.dataset.kind === 'table' && config.dataset.rows * width > maxNumbers) {
    const given = `got a table of ${config.dataset.rows} x ${width} numbers`;
    throw new AppError('invalidInput', `${given}; a preview reads at most ${maxNumbers}`);
  }
  let weights = 0;
  for (const layer of config.layers) {
    if (layer.kind !== 'dense') continue;
    weights += width * layer.units;
    width = layer.units;
  }
  if (weights > maxWeights) {
    throw new AppError('invalidInput', `got ${weights} weights; a preview allows at most ${maxWeights}`);
  }
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
