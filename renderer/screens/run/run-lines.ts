import {
  evaluatesApart,
  smooth,
  type EpochMetrics,
  type OverfitOnset,
  type RunSummary,
  type SeriesMetric,
} from '#api';
import { formatCount, formatMetric, metricWords } from '#words';
import { type ChartMark, type ChartSeries, nearestSample } from '#figure';
import type { MetricPoints, RunPoints } from '../shared/useSeries.ts';

/** With one run on the page, colour distinguishes quantities: training, held out, penalties. */
const slots: Readonly<Partial<Record<SeriesMetric, number>>> = {
  dataLoss: 0,
  evaluatedDataLoss: 0,
  accuracy: 0,
  evaluatedAccuracy: 0,
  validationLoss: 1,
  validationAccuracy: 1,
  regularizationLoss: 3,
  loss: 2,
  generalizationGap: 7,
  learningRate: 7,
};
const layerSlots = [3, 5, 4, 2, 6, 0, 1, 7];

const nothing: MetricPoints = { epochs: new Float64Array(), values: new Float64Array() };

/** Palette slot of a metric's line on this screen. */
export function metricSlot(metric: SeriesMetric): number {
  const layer = /^layerPenalties\.(\d+)$/.exec(metric)?.[1];
  return layer === undefined ? (slots[metric] ?? 0) : layerSlots[Number(layer) % layerSlots.length]!;
}

/** How a run does on its training set: evaluated like validation and, if that differs, in the training passes. */
export interface TrainingMetrics {
  readonly loss: 'dataLoss' | 'evaluatedDataLoss';
  readonly accuracy: 'accuracy' | 'evaluatedAccuracy';
  readonly passLoss: readonly 'dataLoss'[];
  readonly passAccuracy: readonly 'accuracy'[];
}

export function trainingMetrics({ config }: Pick<RunSummary, 'config'>): TrainingMetrics {
  if (!evaluatesApart(config))
    return { loss: 'dataLoss', accuracy: 'accuracy', passLoss: [], passAccuracy: [] };
  return {
    loss: 'evaluatedDataLoss',
    accuracy: 'evaluatedAccuracy',
    passLoss: ['dataLoss'],
    passAccuracy: ['accuracy'],
  };
}

/**
 * Makes lines from a run's points, those of `faint` metrics faint; a metric that did not change keeps its line, so that charts need not
 * thin it again.
 */
export function createLineMaker(): (
  metrics: readonly SeriesMetric[],
  points: RunPoints,
  faint?: readonly SeriesMetric[],
) => ChartSeries[] {
  const made = new Map<SeriesMetric, { points: MetricPoints; line: ChartSeries }>();
  return (metrics, points, faint = []) =>
    metrics.map((metric) => {
      const given = points.get(metric) ?? nothing;
      const known = made.get(metric);
      const isFaint = faint.includes(metric);
      if (known?.points === given && known.line.faint === isFaint) return known.line;
      const { label, role } = metricWords(metric);
      const look = { label, role, slot: metricSlot(metric), unmarked: true, faint: isFaint };
      const line = { key: metric, group: metric, ...look, ...given };
      made.set(metric, { points: given, line });
      return line;
    });
}

/**
 * Lines smoothed by `smoothing`, 0 to 1; each that is not itself faint has its measured values faintly behind it. A line that did not
 * change keeps its smoothed one; 0 returns the lines themselves. A line that lacks points has its average, computed from all of them, in
 * `averages`, or none.
 */
export function createSmoother(): (
  lines: readonly ChartSeries[],
  smoothing: number,
  averages?: ReadonlyMap<string, MetricPoints>,
) => ChartSeries[] {
  const made = new WeakMap<
    ChartSeries,
    { smoothing: number; of: MetricPoints | undefined; pair: ChartSeries[] }
  >();
  return (lines, smoothing, averages) => {
    if (smoothing === 0) return [...lines];
    return lines.flatMap((line) => {
      const known = made.get(line);
      const of = line.thinned ? averages?.get(line.key) : line;
      if (of === undefined) return [line];
      if (known?.smoothing === smoothing && known.of === of) return known.pair;
      const points = of === line ? { values: smooth(line.values, smoothing) } : of;
      const averaged = { ...line, detail: 'smoothed', ...points };
      const pair: ChartSeries[] = line.faint
        ? [averaged]
        : [averaged, { ...line, key: `${line.key} measured`, faint: true }];
      made.set(line, { smoothing, of, pair });
      return pair;
    });
  };
}

/** Number of dense layers of a run, each with its own penalty. */
export function denseLayers(run: Pick<RunSummary, 'config'>): number {
  return run.config.layers.filter(({ kind }) => kind === 'dense').length;
}

type Best = Pick<EpochMetrics, 'epoch' | 'validationLoss'>;
/** The ring at the lowest validation loss. */
export function bestMark({ best }: { readonly best: Best | null }): ChartMark[] {
  if (best === null || best.validationLoss === null) return [];
  const { epoch, validationLoss: value } = best;
  const label = `best ${formatMetric(value)} at ${formatCount(epoch)}`;
  return [{ kind: 'best', group: 'validationLoss', epoch, value, slot: metricSlot('validationLoss'), label }];
}

/** The hairline where overfitting begins to show. */
export function onsetMark(onset: Pick<OverfitOnset, 'epoch'> | null): ChartMark[] {
  const epoch = onset?.epoch ?? null;
  if (epoch === null) return [];
  const label = `overfit onset at ${formatCount(epoch)}`;
  return [{ kind: 'onset', group: 'validationLoss', epoch, slot: metricSlot('validationLoss'), label }];
}

/** The red cross where the loss stopped being finite, at the height at which the line broke off. */
export function divergedMark(
  run: Pick<RunSummary, 'divergedAt'>,
  line: ChartSeries,
  labelled: boolean,
): ChartMark[] {
  const epoch = run.divergedAt;
  if (epoch === null || line.epochs.length === 0) return [];
  const before = nearestSample(line, epoch - 1);
  const value = before && Number.isFinite(before.value) ? { value: before.value } : {};
  const label = labelled ? { label: `diverged at epoch ${formatCount(epoch)}` } : {};
  return [{ kind: 'diverged', group: line.group, epoch, slot: line.slot, ...value, ...label }];
}
