import { denseLayerName, layerKindName, type LayerConfig } from '#api';

/** A dense layer as the pictures name it, and where its outputs leave the network. */
export interface DensePlace {
  /** 0 is the first. */
  readonly dense: number;
  /** `dense 1` */
  readonly label: string;
  /** Index among all layers of what follows it: its ReLU, the softmax, or itself. */
  readonly output: number;
  /** The name of that: `ReLU`, `softmax`, `dense`. */
  readonly outputKind: string;
}

/** The dense layers of a network in forward order. */
export function densePlaces(layers: readonly LayerConfig[]): DensePlace[] {
  const places: DensePlace[] = [];
  layers.forEach(({ kind }, index) => {
    if (kind === 'dense') {
      const dense = places.length;
      places.push({ dense, label: denseLayerName(dense), output: index, outputKind: layerKindName(kind) });
    } else if (kind !== 'dropout' && places.length > 0) {
      const place = places.pop()!;
      places.push({ ...place, output: index, outputKind: layerKindName(kind) });
    }
  });
  return places;
}
