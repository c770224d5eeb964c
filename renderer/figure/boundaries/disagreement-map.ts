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
  /** Snapshots of networks of these layers, one a seed. */
  readonly snapshots: readonly Float32Array[];
  readonly plane: PlaneGrid;
}

/** Where networks disagree, ready to be drawn. */
export interface Disagreement<Picture = ImageBitmap> {
  readonly picture: Picture;
  /** Share of networks that do not name the class which most of them name, over the whole plane; 0 to 1. */
  readonly mean: number;
  /** Share of the plane in which not all of them agree. */
  readonly disputed: number;
}

/** The most that networks of so many classes can disagree, the end of the colour scale. */
export function mostDisagreement(classes: number): number {
  return 1 - 1 / classes;
}

/** Takes a few milliseconds a network: it belongs in a worker. */
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
    // Row 0 of the plane is its lowest, that of a picture its highest.
    const pixel = 4 * ((rows - 1 - Math.floor(cell / columns)) * columns + (cell % columns));
    pixels.set([...viridis(share / mostDisagreement(classes)), 255], pixel);
  });
  return { picture: pixels, mean: sum / shares.length, disputed: disputed / shares.length };
}
