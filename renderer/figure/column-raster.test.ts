import { expect, it } from 'vitest';
import { addLine, createRaster, pixelOf, writeImage, type Raster } from './column-raster.ts';
import type { Projection } from './line-path.ts';

const pixel: Projection = { logarithmic: false, offset: 0, scale: 1 };
const style = { word: pixelOf(255, 0, 0), opacity: 1, dash: [] } as const;
const alphas = ({ width, height, pixels }: Raster): number[][] =>
  Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_unused, column) => pixels[(row * width + column) * 4 + 3]!),
  );
const draw = (epochs: number[], values: number[], width = 4, more = {}): number[][] => {
  const raster = createRaster(width, 4);
  addLine(raster, Float64Array.from(epochs), Float64Array.from(values), pixel, pixel, { ...style, ...more });
  return alphas(raster);
};

it('covers a level line one pixel high, and divides it between rows', () => {
  expect(draw([0, 3.5], [1.5, 1.5])).toEqual([
    [0, 0, 0, 0],
    [255, 255, 255, 255],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
  expect(draw([0, 3.5], [2, 2])[1]).toEqual([128, 128, 128, 128]);
});

it('draws wider lines as a pen with a round tip does', () => {
  expect(draw([0, 3.5], [2, 2], 4, { width: 3 })[0]).toEqual([128, 128, 128, 128]);
  expect(draw([0, 3.5], [2, 2], 4, { width: 1.5 })[2]).toEqual([191, 191, 191, 191]);
  const upright = draw([3, 3.5, 4], [0.5, 3.5, 0.5], 8, { width: 3 });
  expect(upright[3]!.map((alpha) => alpha > 100)).toEqual([
    false,
    false,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

it('loses no spike among many points of a column', () => {
  const epochs = Array.from({ length: 400 }, (_, at) => at / 100);
  const values = epochs.map((_, at) => (at === 217 ? 3.5 : 0.5));
  const rows = draw(epochs, values);
  expect(rows[0]!.every((alpha) => alpha > 200)).toBe(true);
  expect(rows.slice(1).map((row) => row.map((alpha) => alpha > 140))).toEqual([
    [false, false, true, false],
    [false, false, true, false],
    [false, false, true, false],
  ]);
});

it('continues through columns without a point, and breaks at what cannot be shown', () => {
  expect(draw([0.5, 3.5], [0.5, 3.5]).map((row) => row.map((alpha) => alpha > 30))).toEqual([
    [true, true, false, false],
    [true, true, true, false],
    [false, true, true, true],
    [false, false, true, true],
  ]);
  expect(draw([0, 1, 2, 3], [0.5, NaN, 0.5, 0.5])[0]).toEqual([255, 0, 255, 255]);
});

it('stays inside, clips both ends, and leaves the gaps of dashes', () => {
  expect(draw([-5, 9], [0.5, 0.5], 8, { dash: [3, 2] })[0]).toEqual([255, 255, 255, 0, 0, 255, 255, 255]);
  expect(
    draw([0, 3], [-50, 50])
      .flat()
      .every((alpha) => alpha >= 0),
  ).toBe(true);
});

it('shows a spike in the gap of a dash', () => {
  const rows = draw([0, 3.4, 3.5, 3.6, 7.5], [0.5, 0.5, 3.5, 0.5, 0.5], 8, { dash: [3, 2] });
  expect(rows.map((row) => row[3]! > 100)).toEqual([true, true, true, false]);
  expect(rows[0]![4]).toBe(0);
});

it('blends translucent lines', () => {
  const raster = createRaster(1, 1);
  const half = { ...style, opacity: 0.5 };
  for (let time = 0; time < 2; time++)
    addLine(raster, Float64Array.of(0), Float64Array.of(0.5), pixel, pixel, half);
  expect(raster.pixels[3]).toBe(192);
});

it('mixes every channel independently', () => {
  const raster = createRaster(1, 1);
  const lay = (word: number, opacity: number): void =>
    addLine(raster, Float64Array.of(0), Float64Array.of(0.5), pixel, pixel, { word, opacity, dash: [] });
  lay(pixelOf(255, 100, 3), 1);
  expect([...raster.pixels]).toEqual([255, 100, 3, 255]);
  lay(pixelOf(0, 200, 255), 0.25);
  expect([...raster.pixels]).toEqual([191, 125, 66, 255]);
});

it('gives a canvas unpremultiplied colours, whatever the image contained', () => {
  const raster = createRaster(3, 1);
  const lay = (column: number, opacity: number): void =>
    addLine(raster, Float64Array.of(column), Float64Array.of(0.5), pixel, pixel, {
      word: pixelOf(200, 100, 0),
      opacity,
      dash: [],
    });
  lay(0, 1);
  lay(1, 0.5);
  const data = new Uint8ClampedArray(12).fill(9);
  writeImage(raster, { data });
  expect([...data]).toEqual([200, 100, 0, 255, 199, 100, 0, 128, 0, 0, 0, 0]);
});

it('joins a line that comes in from the left at the height where it enters', () => {
  const rows = draw([-2, 1.5], [-1, 2.5]);
  expect(rows.map((row) => row.map((alpha) => alpha > 100))).toEqual([
    [false, false, false, false],
    [true, false, false, false],
    [false, true, false, false],
    [false, false, false, false],
  ]);
});
