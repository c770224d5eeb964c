import { explanations } from '#api';
import { expect, it } from 'vitest';
import { confusionFigure } from './confusion.ts';
import { epochLinesFigure } from './epoch-lines.ts';
import { histogramFigure } from './histogram.ts';

const words = { key: 'k', title: 'T', axis: 'weight', explanation: explanations.weightHistogram };

it('a histogram has a box from edge to edge for each of its bins', () => {
  const histogram = { edges: Float64Array.of(-1, 0, 1), counts: Float64Array.of(3, 0) };
  const { plot, message } = histogramFigure(histogram as never, 2, { ...words, message: null, controls: [] });
  expect(message).toBeNull();
  const [boxes] = plot.kind === 'chart' ? plot.marks : [];
  expect(boxes).toMatchObject({
    kind: 'boxes',
    tint: { slot: 2 },
    data: [{ lowX: -1, highX: 0, low: 0, high: 3, title: '−1.000 to 0' }, { lowX: 0, highX: 1, high: 0 }],
  }); // oxfmt-ignore
  const nothing = { edges: Float64Array.of(0, 1), counts: Float64Array.of(0) };
  expect(histogramFigure(nothing as never, 0, { ...words, message: null, controls: [] }).message).toMatch(/^Nothing/); // oxfmt-ignore
  expect(histogramFigure(null, 0, { ...words, message: null, controls: [] }).message).toBe('Counting');
});

it('lines over snapshots break where a logarithmic axis has no place, and carry their epoch', () => {
  const lines = [{ label: 'dense 1', slot: 3, dash: 'solid', values: [0, 10, null] }] as const;
  const figure = epochLinesFigure([0, 1, 10], lines, 1, { ...words, isLogarithmic: true });
  const [rule, points] = figure.plot.kind === 'chart' ? figure.plot.marks : [];
  expect(rule).toEqual({ kind: 'rule', x: 0 }); // epoch 1 is at 10^0
  expect(points?.kind === 'points' && points.data.map(({ x, y, epoch }) => [x, y, epoch])).toEqual([
    [-0.5, NaN, 0],
    [0, 10, 1],
    [1, NaN, 10],
  ]);
  expect(figure.table).toEqual({ columns: ['epoch', 'dense 1'], rows: [[0, 0], [1, 10], [10, null]] }); // oxfmt-ignore
  const empty = epochLinesFigure([0], [{ ...lines[0], values: [0] }], 0, { ...words, isLogarithmic: true });
  expect(empty.message).toBe('Nothing to draw: no value is above zero.');
});

it('a confusion matrix has the first class at the top, shares of its row, and nothing for what never happens', () => {
  const matrix = Float64Array.of(3, 1, 0, 4);
  const { plot } = confusionFigure({ matrix, names: ['a', 'b'] }, 'test', {
    key: 'k',
    message: null,
    controls: [],
  });
  const [cells] = plot.kind === 'chart' ? plot.marks : [];
  expect(cells?.kind === 'cells' && cells.data.map(({ x, y, share, text, tint }) => [x, y, share, text, tint])).toEqual([
    [0, 1, 0.75, '3', undefined],
    [1, 1, 0.25, '1', undefined],
    [0, 0, null, '0', { role: 'grid' }],
    [1, 0, 1, '4', undefined],
  ]); // oxfmt-ignore
});
