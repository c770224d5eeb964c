import { describe, expect, it } from 'vitest';
import { figureAxes, mainAxis } from './figure-axes.ts';
import { axisPlaces } from './axis-places.ts';
import { definitionOf } from './sweep.fixture.ts';

const l1 = 'layers.0.weightRegularizerL1';
const l2 = 'layers.0.weightRegularizerL2';
const bias = 'layers.0.biasRegularizerL2';

describe('figure axes', () => {
  it('puts penalty factors in order, on a logarithmic axis with a slot for 0', () => {
    const [axis] = figureAxes(definitionOf([[{ [l2]: 1e-2 }, { [l2]: 0 }, { [l2]: 1e-4 }]]));
    expect(axis).toMatchObject({ kind: 'number', logarithmic: true, strength: true, short: 'L2', ways: [] });
    expect(axis!.points.map(({ value, index, label }) => [value, index, label])).toEqual([
      [0, 1, '0'],
      [1e-4, 2, '1e-4'],
      [1e-2, 0, '0.01'],
    ]);
    const places = axisPlaces(axis!);
    expect(places.place(axis!.points[0]!)).toBeCloseTo(-4.9, 12);
    expect(places.breakAt).toBeCloseTo(-4.45, 12);
  });

  it('treats paths that move together as one', () => {
    const [axis] = figureAxes(
      definitionOf([
        [
          { [l2]: 0, [bias]: 0 },
          { [l2]: 1e-3, [bias]: 1e-3 },
        ],
      ]),
    );
    expect(axis).toMatchObject({ kind: 'number', ways: [], long: 'L2 on weights and biases of dense 1' });
  });

  it('says a word once if several layers share it', () => {
    const kinds = (first: string, second: string) => ({ 'layers.1.kind': first, 'layers.3.kind': second });
    const { definition } = definitionOf([[kinds('tanh', 'tanh'), kinds('tanh', 'relu')]]);
    const { layers } = definition.base;
    const deep = { ...definition.base, layers: [...layers.slice(0, 2), ...layers] };
    const [axis] = figureAxes({ definition: { ...definition, base: deep } });
    expect(axis!.points.map(({ label }) => label)).toEqual(['tanh', 'activation tanh, activation ReLU']);
  });

  it('distinguishes the ways of an axis; no penalty belongs to both', () => {
    const points = [{ [l1]: 0, [l2]: 0 }, { [l1]: 1e-3, [l2]: 0 }, { [l1]: 0, [l2]: 1e-3 }, { [l2]: 1e-2 }];
    const [axis] = figureAxes(definitionOf([points]));
    expect(axis!.ways).toEqual(['L1', 'L2']);
    expect(axis!.points.map(({ value, way }) => [value, way])).toEqual([
      [0, null],
      [1e-3, 'L1'],
      [1e-3, 'L2'],
      [1e-2, 'L2'],
    ]);
  });

  it('draws wide ranges of numbers logarithmically, narrow ones linearly, words as choices', () => {
    const axes = figureAxes(
      definitionOf([
        [{ 'layers.0.units': 4 }, { 'layers.0.units': 32 }, { 'layers.0.units': 256 }],
        [{ 'dataset.noise': 0.1 }, { 'dataset.noise': 0.2 }],
        [{ precision: 'float32' }, { precision: 'float64' }],
        [{ batchSize: null }, { batchSize: 32 }],
        [{ epochs: 100 }],
      ]),
    );
    expect(axes.map(({ kind, logarithmic }) => [kind, logarithmic])).toEqual([
      ['number', true],
      ['number', false],
      ['choice', false],
      ['choice', false],
    ]);
    expect(axes[3]!.points.map(({ label }) => label)).toEqual(['full set', '32']);
    expect(mainAxis(axes)!.paths).toEqual(['layers.0.units']);
    expect(axisPlaces(axes[1]!).place(axes[1]!.points[1]!)).toBe(0.2);
    expect(axisPlaces(axes[2]!).ticks).toEqual([
      { position: 0, label: 'float32' },
      { position: 1, label: 'float64' },
    ]);
  });
});
