import type { UnitPalette } from './unit-maps.ts';

/**
 * A picture of one unit's outputs [cells * cells] as RGBA, its first row on top, written to the start of `pixels`: in one colour above
 * zero, in another below, the stronger the nearer to `reach`. What is not finite is left empty.
 */
export function shadeUnit(
  outputs: Float32Array,
  { cells, reach, palette }: { cells: number; reach: number; palette: UnitPalette },
  pixels: Uint8ClampedArray,
): void {
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const value = outputs[row * cells + column]!;
      if (!Number.isFinite(value) || value === 0) continue;
      const [red, green, blue] = value > 0 ? palette.above : palette.below;
      // Row 0 of the plane is its lowest, that of a picture its highest.
      const pixel = 4 * ((cells - 1 - row) * cells + column);
      pixels[pixel] = red;
      pixels[pixel + 1] = green;
      pixels[pixel + 2] = blue;
      pixels[pixel + 3] = (255 * Math.abs(value)) / reach;
    }
  }
}
