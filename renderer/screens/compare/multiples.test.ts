import { expect, it } from 'vitest';
import { choicesFor } from './compare-metrics.ts';
import { metricPanels, metricsOfPanels } from './multiples.ts';

it('shows every metric once, the gap beside the metrics it comes from', () => {
  const panels = metricPanels(choicesFor([]));
  expect(panels.map(({ title, unit }) => [title, unit])).toEqual([
    ['Data and validation loss', 'nats'],
    ['Training and validation accuracy', undefined],
    ['Generalization gap', 'nats'],
    ['Total loss', 'nats'],
    ['Penalty', undefined],
    ['Learning rate', undefined],
  ]);
  expect(metricsOfPanels(panels)).toEqual([
    'dataLoss',
    'validationLoss',
    'accuracy',
    'validationAccuracy',
    'generalizationGap',
    'loss',
    'regularizationLoss',
    'learningRate',
  ]);
  expect(panels[1]!.limits).toEqual({ min: 0, max: 1 });
});
