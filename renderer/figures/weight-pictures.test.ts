import { histogram, type DenseParameters } from '#api';
import { expect, it } from 'vitest';
import { tableFrom } from '../figure/figure-table.ts';
import { networkFigure, weightSpreadFigure } from './weight-pictures.ts';

const moment = { name: 'amber', epoch: 1200 };
const dense = (inputs: number, units: number, weights: number[]): DenseParameters => ({
  weights: Float64Array.from({ length: inputs * units }, (_, index) => weights[index % weights.length]!),
  biases: new Float64Array(units),
});

it('a network states its size and its largest weights, and has every weight in its table', () => {
  const layers = [dense(2, 3, [0.5, -2, 0.25, 1, 0, -0.125]), dense(3, 1, [4, -8, 1])];
  const figure = networkFigure(moment, layers);
  expect(figure).toMatchObject({
    key: 'amber-network-1200',
    note: '2–3–1',
    finding: 'Largest weights at epoch 1,200: dense 1 2.000, dense 2 8.000.',
    message: null,
  });
  expect(figure.plot).toMatchObject({ kind: 'network', layers });
  const { columns, rows } = tableFrom(figure.table);
  expect(columns).toEqual(['layer', 'input', 'unit', 'weight']);
  expect(rows.slice(0, 4)).toEqual([
    ['dense 1', 1, 1, 0.5],
    ['dense 1', 1, 2, -2],
    ['dense 1', 1, 3, 0.25],
    ['dense 1', 2, 1, 1],
  ]);
  expect(rows.slice(6)).toEqual([
    ['dense 2', 1, 1, 4],
    ['dense 2', 2, 1, -8],
    ['dense 2', 3, 1, 1],
  ]);
});

it('a network that is not read yet, or is too wide, says so', () => {
  expect(networkFigure(moment, null).message).toBe('Reading the weights');
  expect(networkFigure(moment, [dense(2, 65, [1])]).message).toBe(
    'Too wide to be drawn unit by unit: a layer has more than 64 units.',
  );
});

it('a layer has the counts of its weights, bin by bin', () => {
  const counted = histogram([-1, -0.9, 0, 0.1, 1], { range: [-1, 1], bins: 4 });
  const figure = weightSpreadFigure(moment, 'dense 2', counted, 5);
  expect(figure).toMatchObject({
    key: 'amber-weights-dense-2-1200',
    title: 'dense 2',
    note: '5 weights',
    plot: { kind: 'spread', tint: { slot: 5 }, label: 'Histogram of the weights of dense 2 at epoch 1,200' },
  });
  expect(tableFrom(figure.table).rows).toEqual([
    [-1, -0.5, 2],
    [-0.5, 0, 0],
    [0, 0.5, 2],
    [0.5, 1, 1],
  ]);
});
