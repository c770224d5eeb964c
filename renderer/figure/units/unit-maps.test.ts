import type { LayerConfig } from '#api';
import { describe, expect, it } from 'vitest';
import { cellsFor, makeUnitMaps, type UnitMapsRequest } from './unit-maps.ts';

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const dense = (units: number): LayerConfig => ({ kind: 'dense', units, ...none });
const plane = { xMin: -1, xMax: 1, yMin: -1, yMax: 1, columns: 1, rows: 1 };
const palette = { above: [1, 2, 3], below: [4, 5, 6] } as const;

/** Units x, 2y and -1, then one that adds them up. */
const request: UnitMapsRequest = {
  layers: [dense(3), { kind: 'relu' }, dense(1)],
  parameters: Float32Array.from([1, 0, 0, 0, 2, 0, 0, 0, -1, 3, 4, 12, 0]),
  ...{ plane, palette, dense: 0, from: 0, to: 3, output: 'relu', isShared: true },
  samples: Float64Array.from([-1, 0.5, 0.5, 1, -0.5, -1, -1, -1]),
};

describe('maps of units', () => {
  const maps = makeUnitMaps(request, 'resting');
  const { cells } = maps;
  const pixel = (unit: number, column: number, rowFromTop: number) => {
    const at = 4 * (unit * cells * cells + rowFromTop * cells + column);
    return [...maps.picture.subarray(at, at + 4)];
  };

  it('have least and greatest outputs, the share of samples that activate, and the norms of weights', () => {
    const end = 1 - 1 / cells; // the centre of the last cell
    const [x, y, never] = maps.units;
    expect(x).toMatchObject({ least: 0, broken: 0, active: 0.25, incoming: 1, outgoing: 3 });
    expect(x!.greatest).toBeCloseTo(end, 6);
    expect(y).toMatchObject({ active: 0.5, incoming: 2, outgoing: 4 });
    expect(never).toMatchObject({ least: 0, greatest: 0, active: 0, incoming: 0, outgoing: 12 });
    expect(maps.reach.map((reach) => Number(reach.toFixed(4)))).toEqual(Array(3).fill(Number((2 * end).toFixed(4)))); // prettier-ignore
  });

  it('are coloured on one scale, the upper edge first', () => {
    // x at the right edge is half of what 2y is at the upper one; nothing on the left and below.
    expect(pixel(0, cells - 1, 5)).toEqual([1, 2, 3, 128]);
    expect(pixel(0, 0, 5)).toEqual([0, 0, 0, 0]);
    expect(pixel(1, 5, 0)).toEqual([1, 2, 3, 255]);
    expect(pixel(1, 5, cells - 1)).toEqual([0, 0, 0, 0]);
    expect(maps.lines.every(({ length }) => length === 0)).toBe(true);
  });

  it('have a scale each where that is asked for', () => {
    const apart = makeUnitMaps({ ...request, isShared: false }, 'moving');
    const at = 4 * (apart.cells - 1);
    expect([...apart.picture.subarray(at, at + 4)]).toEqual([1, 2, 3, 255]);
    expect(apart.cells).toBeLessThan(cells);
  });

  it('have a line where a sign changes, and a second colour below zero', () => {
    const { lines, picture, reach, cells } = makeUnitMaps(
      { ...request, layers: [dense(3), { kind: 'tanh' }, dense(1)], output: 'tanh' },
      'moving',
    );
    expect(reach).toEqual([1, 1, 1]);
    expect([...picture.subarray(0, 3)]).toEqual([4, 5, 6]);
    expect(lines[0]!.length).toBe(4 * (cells - 1));
    for (let index = 0; index < lines[0]!.length; index += 2) expect(lines[0]![index]).toBeCloseTo(0.5, 6);
    expect(lines[2]!.length).toBe(0);
  });

  it('are empty where a parameter is not finite', () => {
    const parameters = request.parameters.with(6, NaN); // the bias of x
    const { units, picture } = makeUnitMaps({ ...request, parameters }, 'moving');
    expect(units[0]).toMatchObject({ least: NaN, greatest: NaN });
    expect(units[1]).toMatchObject({ least: 0, broken: 0 });
    expect(picture.subarray(0, 40).every((value) => value === 0)).toBe(true);
  });
});

it('a plane has fewer cells the wider the network, and never too few', () => {
  const layers = [dense(512), dense(512), dense(3)];
  const range = { dense: 1, from: 0, to: 64 };
  const cost = 2 * 512 + 512 * 64;
  const resting = cellsFor(layers, range, 'resting');
  expect(resting ** 2 * cost).toBeLessThanOrEqual(5e7);
  expect((resting + 1) ** 2 * cost).toBeGreaterThan(5e7);
  expect(cellsFor(layers, range, 'moving')).toBe(12);
  expect(cellsFor([dense(8), dense(2)], { dense: 0, from: 0, to: 8 }, 'moving')).toBe(32);
  expect(cellsFor([dense(8), dense(2)], { dense: 0, from: 3, to: 4 }, 'resting')).toBe(200);
});
