import { layerName } from '#api';

type Layer = Readonly<Record<string, unknown>>;

/** Where a dropout layer can go. */
export interface DropoutPlace {
  /** The hidden layer that it follows: `dense 1`. */
  readonly after: string;
  /** Its place among all layers: behind the dense layer and its ReLU. */
  readonly index: number;
}

/** Hidden layers that have no dropout yet. The output, the last dense layer, never has one. */
export function dropoutPlaces(layers: readonly Layer[]): DropoutPlace[] {
  const output = layers.findLastIndex((layer) => layer['kind'] === 'dense');
  return layers.flatMap((layer, at) => {
    if (layer['kind'] !== 'dense' || at >= output) return [];
    const index = layers[at + 1]?.['kind'] === 'relu' ? at + 2 : at + 1;
    return layers[index]?.['kind'] === 'dropout' ? [] : [{ after: layerName(layers, at), index }];
  });
}
