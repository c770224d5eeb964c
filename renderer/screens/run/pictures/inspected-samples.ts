import type { LayerConfig, PreviewInputs } from '#api';
import type { InspectedSamples } from './inspect-snapshot.ts';

/** Activations held at once while inspecting a network: 32 MiB. */
const maxActivations = 4 * 1024 ** 2;

/** One in how many samples is examined, so that many samples through a wide network fit into memory. */
export function sampleStride(samples: number, layers: readonly LayerConfig[]): number {
  const units = layers.reduce((sum, layer) => sum + (layer.kind === 'dense' ? 2 * layer.units : 0), 0);
  return Math.max(1, Math.ceil((samples * units) / maxActivations));
}

/** Samples in the form a network takes them, every `sampleStride`-th. */
export function inspectedSamples(
  { features, values, labels }: PreviewInputs,
  layers: readonly LayerConfig[],
): InspectedSamples {
  const stride = sampleStride(labels.length, layers);
  const samples = Math.ceil(labels.length / stride);
  const inputs = new Float64Array(features * samples);
  const targets = new Int32Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    const from = sample * stride * features;
    inputs.set(values.subarray(from, from + features), sample * features);
    targets[sample] = labels[sample * stride]!;
  }
  const classes = layers.findLast((layer) => layer.kind === 'dense')?.units ?? 1;
  return { samples, classes, inputs, targets };
}
