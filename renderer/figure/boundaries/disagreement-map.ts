import {
  disagreement,
  type LayerConfig,
  parametersOfSnapshot,
  type PlaneGrid,
  probabilitiesOnGrid,
} from '#api';
import { viridis } from '../viridis.ts';

export interface DisagreementRequest {
  readonly layers: readonly LayerConfig[];
  /** Snapshots of networks with these layers, one per seed. */
  readonly snapshots: readonly Float32Array[];
  readonly plane: PlaneGrid;
}

/** Where networks disagree, ready to draw. */
export interface Disagreement<Picture = ImageBitmap> {
  readonly picture: Picture;
  /** Share of networks whose class is not the most common one, averaged over the whole plane; 0 to 1. */
  readonly mean: number;
  /** Share of the plane in which not all networks agree. */
  readonly disputed: number;
}

/** The maximum disagreement of networks with this many classes, the end of the colour scale. */
export function mostDisagreement(classes: number): number {
  return 1 - 1 / classes;
}

/** Takes a few milliseconds per network, so it belongs in a worker. */
export function mapDisagreement({
  layers,
  snapshots,
  plane,
}: DisagreementRequest): Disagreement<Uint8ClampedArray<ArrayBuffer>> {
  const { columns, rows } = plane;
  const maps = snapshots.map((snapshot) =>
    probabilitiesOnGrid(parametersOfSnapshot({ layers: [...layers] }, snapshot), layers, plane),
  );
  const classes = maps[0]!.length / (columns * rows);
  const shares = disagreement(maps, classes);
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  let [sum, disputed] = [0, 0];
  shares.forEach((share, cell) => {
    sum += share;
    if (share > 0) disputed++;
    // Row 0 is the lowest of the plane, but the highest of a picture.
    const pixel = 4 * ((rows - 1 - Math.floor(cell / columns)) * columns + (cell % columns));
    pixels.set([...viridis(share / mostDisagreement(classes)), 255], pixel);
  });
  return { picture: pixels, mean: sum / shares.length, disputed: disputed / shares.length };
}
