import type { RunConfig } from '#api';
import { longNames } from '#words';

/** Something in a config that can be swept with one click: a name, and the paths that take its values together. */
export interface SweepTheme {
  readonly label: string;
  readonly paths: readonly string[];
}

/** The penalties of each dense layer, on weights and biases alike, and other common choices. New sweep offers every other path. */
export function sweepThemes(config: RunConfig): SweepTheme[] {
  const { layers, dataset } = config;
  const named = (...paths: string[]): SweepTheme => ({ label: longNames(paths, config), paths });
  const penalties = (['L2', 'L1'] as const).flatMap((kind) =>
    layers.flatMap((layer, index) =>
      layer.kind === 'dense'
        ? [named(`layers.${index}.weightRegularizer${kind}`, `layers.${index}.biasRegularizer${kind}`)]
        : [],
    ),
  );
  const dropout = layers.flatMap(({ kind }, index) =>
    kind === 'dropout' ? [named(`layers.${index}.rate`)] : [],
  );
  return [
    ...penalties,
    ...dropout,
    named('optimizer.learningRate'),
    {
      label: 'Size of the training set',
      paths: [dataset.kind === 'table' ? 'dataset.trainingShare' : 'dataset.samplesPerClass'],
    },
  ];
}
