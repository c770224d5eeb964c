import type { LayerConfig, PreviewPoints } from '#api';
import type { InspectedSamples } from './inspect-snapshot.ts';

/** Activations held at once for a look into a network: 32 MiB of them. */
const maxActivations = 4 * 1024 ** 2;

/** Of how many samples one is looked at, so that a look at many samples of a wide network fits into memory. */
export function sampleStride(samples: number, layers: readonly LayerConfig[]): number {
  const units = layers.reduce((sum, layer) => sum + (layer.kind === 'dense' ? 2 * layer.units : 0), 0);
  return Math.max(1, Math.ceil((samples * units) / maxActivations));
}

/** Samples of two features as a network takes them, every `sampleStride`-th of them. */
export function inspectedSamples(
  { x, y, labels }: PreviewPoints,
  layers: readonly LayerConfig[],
): InspectedSamples {
  const stride = sampleStride(x.length, layers);
  const samples = Math.ceil(x.length / stride);
  const inputs = new Float64Array(2 * samples);
  const targets = new Int32Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    inputs[2 * sample] = x[sample * stride]!;
    inputs[2 * sample + 1] = y[sample * stride]!;
    targets[sample] = labels[sample * stride]!;
  }
  const classes = layers.findLast((layer) => layer.kind === 'dense')?.units ?? 1;
  return { samples, classes, inputs, targets };
}
