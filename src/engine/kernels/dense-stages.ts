import { type ActivationConfig, isActivation } from '../layers/activations.ts';
import type { DenseLayerConfig, LayerConfig } from '../training/training-config.ts';

interface StageDropout {
  readonly rate: number;
  /** 0 for the first dropout layer of the network. */
  readonly dropoutLayer: number;
}

/** A dense layer fused with what follows it, as the kernels take them. */
export interface DenseStage {
  readonly config: DenseLayerConfig;
  readonly inputs: number;
  readonly units: number;
  /** null if there is none. */
  readonly activation: ActivationConfig | null;
  /** Dropout after it; null if there is none. */
  readonly dropout: StageDropout | null;
}

/**
 * The dense layers of a network in forward order, each but the last optionally followed by an activation and dropout, with softmax after
 * the last. Throws RangeError for any other network, and if the last layer does not have one unit per class.
 */
export function denseStages(layers: readonly LayerConfig[], features: number, classes: number): DenseStage[] {
  const stages: DenseStage[] = [];
  let dropoutLayer = 0;
  layers.forEach((layer, index) => {
    if (layer.kind !== 'dense') return;
    const inputs = stages.at(-1)?.units ?? features;
    const next = layers[index + 1];
    const activation = next && isActivation(next) ? next : null;
    const after = layers[index + (activation ? 2 : 1)];
    const dropout = after?.kind === 'dropout' ? { rate: after.rate, dropoutLayer: dropoutLayer++ } : null;
    stages.push({ config: layer, inputs, units: layer.units, activation, dropout });
  });
  const kinds = layers.map(({ kind }) => kind);
  const order = layers.map((layer) => (isActivation(layer) ? 'activation' : layer.kind)).join(' ');
  const isKnown = /^(dense (activation )?(dropout )?)*dense softmax$/.test(order);
  const units = stages.at(-1)?.units ?? 0;
  if (!isKnown || units !== classes) {
    throw new RangeError(
      `got layers ${kinds.join(', ')} with ${units} outputs; allowed: dense layers, each with an activation and ` +
        `dropout or without, then dense with ${classes} units and softmax`,
    );
  }
  return stages;
}
