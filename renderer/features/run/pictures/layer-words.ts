import type { LayerConfig } from '#api';

/** A dense layer as the pictures name it, and where its outputs leave the network. */
export interface DensePlace {
  /** 0 is the first. */
  readonly dense: number;
  /** `layer 1` */
  readonly label: string;
  /** Index among all layers of what follows it: its ReLU, the softmax, or itself. */
  readonly output: number;
  /** What that is called: `ReLU`, `softmax`, `dense`. */
  readonly outputKind: string;
}

const kindWords: Readonly<Record<LayerConfig['kind'], string>> = {
  dense: 'dense',
  relu: 'ReLU',
  dropout: 'dropout',
  softmax: 'softmax',
};

/** The dense layers of a network in forward order. */
export function densePlaces(layers: readonly LayerConfig[]): DensePlace[] {
  const places: DensePlace[] = [];
  layers.forEach(({ kind }, index) => {
    if (kind === 'dense') {
      const dense = places.length;
      places.push({ dense, label: `layer ${dense + 1}`, output: index, outputKind: kindWords.dense });
    } else if (kind !== 'dropout' && places.length > 0) {
      const place = places.pop()!;
      places.push({ ...place, output: index, outputKind: kindWords[kind] });
    }
  });
  return places;
}
