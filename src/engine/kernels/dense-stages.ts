import type { DenseLayerConfig, LayerConfig } from '../training/training-config.ts';

/** A dense layer with what follows it, as the kernels take them: in one. */
export interface DenseStage {
  readonly config: DenseLayerConfig;
  readonly inputs: number;
  readonly units: number;
  readonly relu: boolean;
}

/**
 * The dense layers of a network in forward order, each with ReLU or without, softmax behind the last. Throws RangeError
 * for any other network, and when the last layer has not one unit per class.
 */
export function denseStages(layers: readonly LayerConfig[], features: number, classes: number): DenseStage[] {
  const stages: DenseStage[] = [];
  layers.forEach((layer, index) => {
    if (layer.kind !== 'dense') return;
    const inputs = stages.at(-1)?.units ?? features;
    stages.push({ config: layer, inputs, units: layer.units, relu: layers[index + 1]?.kind === 'relu' });
  });
  const kinds = layers.map(({ kind }) => kind);
  const isKnown = /^(dense (relu )?)*dense softmax$/.test(kinds.join(' '));
  const units = stages.at(-1)?.units ?? 0;
  if (!isKnown || units !== classes) {
    throw new RangeError(
      `got layers ${kinds.join(', ')} with ${units} outputs; allowed: dense layers, each with relu or without, of which ` +
        `the last two are dense with ${classes} units and softmax`,
    );
  }
  return stages;
}
