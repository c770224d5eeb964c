type Layer = Readonly<Record<string, unknown>>;

/** A hidden layer behind which a dropout layer can go. */
export interface DropoutPlace {
  /** Number of the dense layer among all layers, from 1, as the editor counts them. */
  readonly behind: number;
  /** Where in the list the dropout layer goes: behind the dense layer and its ReLU. */
  readonly index: number;
}

/** Hidden layers that have no dropout yet. The output, the last dense layer, never has one. */
export function dropoutPlaces(layers: readonly Layer[]): DropoutPlace[] {
  const output = layers.findLastIndex((layer) => layer['kind'] === 'dense');
  return layers.flatMap((layer, at) => {
    if (layer['kind'] !== 'dense' || at >= output) return [];
    const index = layers[at + 1]?.['kind'] === 'relu' ? at + 2 : at + 1;
    return layers[index]?.['kind'] === 'dropout' ? [] : [{ behind: at + 1, index }];
  });
}
