import { expect, it } from 'vitest';
import type { UnitsPlot } from '../figure/figure.ts';
import { tableFrom } from '../figure/figure-table.ts';
import { colourControls, layerControl, rangeControls, unitControl } from './unit-controls.ts';
import { unitFigure, type UnitsMoment, unitsFigure } from './units.ts';

const facts = { least: 0, greatest: 2.5, broken: 0, active: 0.62, incoming: 1.5, outgoing: 0.25 };
const place = { dense: 0, label: 'dense 1', output: 1, outputKind: 'ReLU' };
const moment: UnitsMoment = {
  ...{ name: 'amber', epoch: 1200, place, output: 'relu', units: 3, marked: null, isApart: false },
  className: (index) => `class ${index}`,
  samples: { looked: 300, of: 300 },
  maps: {
    ...{ dense: 0, from: 0, to: 3, cells: 4, picture: {} as ImageBitmap, lines: [] },
    units: [facts, { ...facts, greatest: 1, active: 0 }, { ...facts, least: NaN, greatest: NaN }],
    reach: [2.5, 2.5, 2.5],
  },
};
const plotOf = (changed: Partial<UnitsMoment>) =>
  unitsFigure({ ...moment, ...changed }, []).plot as UnitsPlot;

it('units are told apart: live, dead and broken, in their names, the finding and the table', () => {
  const figure = unitsFigure(moment, []);
  expect(figure).toMatchObject({
    key: 'amber-units-dense-1-1200',
    title: 'Units of dense 1',
    note: 'ReLU',
    finding:
      'Epoch 1,200: 3 units, 1 computes no finite number anywhere, 1 dead: no training sample activates it.',
    scale: {
      title: 'output',
      ramp: 'rising',
      ticks: [
        { share: 0, label: '0' },
        { share: 1, label: '2.500' },
      ],
    },
  });
  expect(plotOf({}).tiles).toEqual([
    { name: '1', state: 'live' },
    { name: '2', state: 'dead' },
    { name: '3', state: 'broken' },
  ]);
  expect(tableFrom(figure.table)).toEqual({
    columns: [
      ...['unit', 'least output', 'greatest output', 'share of training samples that activate it'],
      ...['norm of incoming weights', 'norm of outgoing weights'],
    ],
    rows: [
      [1, 0, 2.5, 0.62, 1.5, 0.25],
      [2, 0, 1, 0, 1.5, 0.25],
      [3, NaN, NaN, 0.62, 1.5, 0.25],
    ],
  });
});

it('the one that is pointed at is told of, aloud as well', () => {
  const told =
    'Unit 1 outputs 0 to 2.500 in this plane; active for 62.0% of the training samples; norm of its incoming weights 1.500, of its outgoing ones 0.2500.';
  expect(unitsFigure({ ...moment, marked: 0 }, []).finding).toBe(told);
  expect(plotOf({ marked: 0 })).toMatchObject({ marked: 0, told });
  expect(plotOf({ marked: null }).told).toBe('');
});

it('no more is said than was looked at', () => {
  const some = { ...moment, samples: { looked: 1000, of: 50_000 } };
  expect(unitsFigure(some, []).finding).toContain(
    '1 dead: none of the 1,000 training samples examined activates it',
  );
  expect(unitsFigure({ ...some, marked: 0 }, []).finding).toContain('62.0% of 1,000 of the training samples');
});

it('only a ReLU has dead units; behind a softmax units are classes; without bounds colours end at the largest output', () => {
  const softmax = { ...moment, output: 'softmax' as const, maps: { ...moment.maps, reach: [1, 1, 1] } };
  expect((unitsFigure(softmax, []).plot as UnitsPlot).tiles.map(({ name }) => name)).toEqual([
    'class 0',
    'class 1',
    'class 2',
  ]);
  expect(unitsFigure(softmax, []).scale?.ticks.at(-1)).toEqual({ share: 1, label: '1' });
  const apart = unitsFigure({ ...moment, output: 'leakyRelu', isApart: true }, []).scale;
  expect(apart?.ticks.map(({ label }) => label)).toEqual(['−its largest', '0', 'its largest']);
  const broken = { ...moment.maps, reach: [0, NaN, NaN] };
  expect(unitsFigure({ ...moment, maps: broken }, []).scale).toBeUndefined();
});

it('one unit alone stands on its plane with the samples', () => {
  const maps = { ...moment.maps, from: 6, to: 7, units: [facts], lines: [new Float32Array()], reach: [2.5] };
  const onPlane = { plane: {} as never, features: ['a', 'b'], training: { x: [] } as never, classes: [] };
  const figure = unitFigure({ ...moment, maps, units: 64 }, onPlane, []);
  expect(figure).toMatchObject({ title: 'Unit 7 of dense 1', key: 'amber-unit-7-dense-1-1200' });
  expect(figure.plot).toMatchObject({
    kind: 'plane',
    content: {
      label: 'Output of unit 7 of dense 1 over the plane at epoch 1,200',
      scene: { picture: maps.picture, training: null },
      training: onPlane.training,
    },
  });
  expect(unitFigure(null, onPlane, []).message).toBe('Working out what the units see');
});

it('choices: what is shown, which units of a wide layer, and how colours are scaled', () => {
  const { options, isSegmented, value } = layerControl([place, { ...place, dense: 1, label: 'dense 2' }], 2);
  expect([value, isSegmented]).toEqual([2, true]);
  expect(options.map(({ label }) => label)).toEqual(['Boundary', 'dense 1', 'dense 2']);
  const many = layerControl(Array(3).fill(place), 0);
  expect([many.isSegmented, many.options[1]!.label]).toEqual([false, 'Units of dense 1']);
  expect(rangeControls(64, 1)).toEqual([]);
  expect(rangeControls(130, 65)[0]).toMatchObject({
    value: 65,
    options: [
      { value: 1, label: '1–64 of 130' },
      { value: 65, label: '65–128 of 130' },
      { value: 129, label: '129–130 of 130' },
    ],
  });
  expect(unitControl(2, 2).options.map(({ label }) => label)).toEqual(['all units', 'unit 1', 'unit 2']);
  expect([colourControls(true, 'layer').length, colourControls(false, 'unit')[0]!.value]).toEqual([
    0,
    'unit',
  ]);
});
