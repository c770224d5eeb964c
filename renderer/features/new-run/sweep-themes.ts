import type { RunConfig } from '#api';

/** What one may sweep of a config at a click: a name for it, and the paths that take its values together. */
export interface SweepTheme {
  readonly label: string;
  readonly paths: readonly string[];
}

/** The penalties of each dense layer, on weights and biases alike, and what else is asked most. New sweep has every other path. */
export function sweepThemes({ layers, dataset }: RunConfig): SweepTheme[] {
  const penalties = (['L2', 'L1'] as const).flatMap((kind) =>
    layers.flatMap((layer, index) =>
      layer.kind === 'dense'
        ? [
            {
              label: `${kind} of layer ${index + 1}`,
              paths: ['weight', 'bias'].map((part) => `layers.${index}.${part}Regularizer${kind}`),
            },
          ]
        : [],
    ),
  );
  const dropout = layers.flatMap((layer, index) =>
    layer.kind === 'dropout'
      ? [{ label: `Dropout rate of layer ${index + 1}`, paths: [`layers.${index}.rate`] }]
      : [],
  );
  return [
    ...penalties,
    ...dropout,
    { label: 'Learning rate', paths: ['optimizer.learningRate'] },
    {
      label: 'Size of the training set',
      paths: [dataset.kind === 'table' ? 'dataset.trainingShare' : 'dataset.samplesPerClass'],
    },
  ];
}
