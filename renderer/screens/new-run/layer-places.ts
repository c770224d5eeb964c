import { activationKinds, layerName } from '#api';

type Layer = Readonly<Record<string, unknown>>;

/** Layers in one row of the form: a dense layer with its activation, or any other layer alone. */
export interface LayerRow {
  /** Index of the first among all layers. */
  readonly index: number;
  /** 1, or 2 with an activation. */
  readonly count: number;
  /** Whether it is a hidden dense layer, which has or could have an activation. */
  readonly isHidden: boolean;
}

const isActivation = (layer: Layer | undefined): boolean =>
  (activationKinds as readonly unknown[]).includes(layer?.['kind']);

/** The rows of a network. An activation after anything but a hidden dense layer, which is an error, has a row of its own. */
export function layerRows(layers: readonly Layer[]): LayerRow[] {
  const output = layers.findLastIndex((layer) => layer['kind'] === 'dense');
  const rows: LayerRow[] = [];
  for (let index = 0; index < layers.length; index += rows.at(-1)!.count) {
    const isHidden = layers[index]!['kind'] === 'dense' && index < output;
    rows.push({ index, count: isHidden && isActivation(layers[index + 1]) ? 2 : 1, isHidden });
  }
  return rows;
}

/** The layers with row `place` moved one row up (-1) or down (1). */
export function moveRow<Moved extends Layer>(layers: readonly Moved[], place: number, step: 1 | -1): Moved[] {
  const rows = layerRows(layers).map(({ index, count }) => layers.slice(index, index + count));
  const [moved] = rows.splice(place, 1);
  rows.splice(place + step, 0, moved!);
  return rows.flat();
}

/** Where a dropout layer can go. */
export interface DropoutPlace {
  /** The hidden layer that it follows: `dense 1`. */
  readonly after: string;
  /** Its index among all layers: after the dense layer and its activation. */
  readonly index: number;
}

/** Hidden layers that have no dropout yet. The output, the last dense layer, never has one. */
export function dropoutPlaces(layers: readonly Layer[]): DropoutPlace[] {
  return layerRows(layers).flatMap(({ index, count, isHidden }) => {
    if (!isHidden || layers[index + count]?.['kind'] === 'dropout') return [];
    return [{ after: layerName(layers, index), index: index + count }];
  });
}
