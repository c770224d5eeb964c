import { parametersOfSnapshot, type LayerConfig } from '#api';

type Snapshot = { readonly parameters: Float32Array };

/** The largest magnitude of the finite `values`; 0 if there are none. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(values[index]!);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest;
}

/** The largest weight of each dense layer over all snapshots; each snapshot is examined once. */
export function createWeightReach(): (
  layers: readonly LayerConfig[],
  snapshots: readonly Snapshot[],
) => number[] {
  const known = new WeakMap<Snapshot, number[]>();
  return (layers, snapshots) => {
    const reach: number[] = [];
    for (const snapshot of snapshots) {
      let own = known.get(snapshot);
      if (!own) {
        const layersOf = parametersOfSnapshot({ layers: [...layers] }, snapshot.parameters);
        own = layersOf.map(({ weights }) => largestOf(weights));
        known.set(snapshot, own);
      }
      own.forEach((largest, layer) => (reach[layer] = Math.max(reach[layer] ?? 0, largest)));
    }
    return reach;
  };
}
