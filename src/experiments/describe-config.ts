import type { DatasetConfig, LayerConfig, OptimizerConfig } from '#engine';

/** Layers for a table, each dense one with its activation: `64 relu · 3 softmax`. */
export function describeLayers(layers: readonly LayerConfig[]): string {
  const groups: string[] = [];
  for (const layer of layers) {
    if (layer.kind === 'dense') groups.push(String(layer.units));
    else groups.push(`${groups.pop() ?? ''} ${layer.kind}`.trim());
  }
  return groups.join(' · ');
}

/** A dataset for a table, samples per class by classes: `spiral 100 × 3`. */
export function describeDataset(dataset: DatasetConfig): string {
  return `${dataset.kind} ${dataset.samplesPerClass} × ${dataset.classes}`;
}

/** An optimizer for a table, with its learning rate: `adam 0.05`. */
export function describeOptimizer(optimizer: OptimizerConfig): string {
  return `${optimizer.kind} ${optimizer.learningRate}`;
}
