/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Opacity of a class where the network is as good as certain, and where it is little more than guessing. */
const sureAlpha = 150;
const unsureAlpha = 12;

/**
 * A picture of class probabilities [rows * columns, classes] as RGBA, top row first: each cell has the colour of its most probable class,
 * fainter the less certain the network is. Cells where it computes NaN stay empty.
 */
export function shadeClasses(
  probabilities: Float32Array,
  { columns, rows, palette }: { columns: number; rows: number; palette: readonly Rgb[] },
): Uint8ClampedArray<ArrayBuffer> {
  const classes = probabilities.length / (columns * rows);
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const best = mostProbable(probabilities, cell * classes, classes);
      if (best < 0) continue;
      const [red, green, blue] = palette[best % palette.length]!;
      const chance = 1 / classes;
      const sureness = (probabilities[cell * classes + best]! - chance) / (1 - chance);
      // Row 0 is the lowest of the plane, but the highest of a picture.
      const pixel = 4 * ((rows - 1 - row) * columns + column);
      pixels[pixel] = red;
      pixels[pixel + 1] = green;
      pixels[pixel + 2] = blue;
      pixels[pixel + 3] = unsureAlpha + (sureAlpha - unsureAlpha) * sureness;
    }
  }
  return pixels;
}

/** Index of the largest of the `classes` numbers from `start`, the first among equals; -1 if one is NaN. */
export function mostProbable(values: ArrayLike<number>, start: number, classes: number): number {
  let best = 0;
  for (let index = 0; index < classes; index++) {
    const value = values[start + index]!;
    if (Number.isNaN(value)) return -1;
    if (value > values[start + best]!) best = index;
  }
  return best;
}
