import type { RunSummary, Series, SeriesMetric } from '#api';
import { metricWords } from '../../charts/metric-words.ts';
import { nearestSample, type ChartMark, type ChartSeries, type LineRole } from '../../charts/series.ts';
import type { AxisRange } from '../../charts/ticks.ts';
import type { ComparedPoints } from './useComparedSeries.ts';

/** Makes one run's line of a metric. The same points give the same object, so that charts need not thin it again. */
export type LineMaker = (
  run: Pick<RunSummary, 'id' | 'name'>,
  metric: SeriesMetric,
  points: ComparedPoints | undefined,
  slot: number,
  view: AxisRange | null,
) => ChartSeries | null;

const details: Readonly<Record<LineRole, string>> = {
  train: 'training',
  validation: 'validation',
  penalty: 'penalty',
};

/** `paired` charts show a run twice, so that each line needs its second word. */
export function createLineMaker(paired: () => boolean): LineMaker {
  const made = new WeakMap<Series, { line: ChartSeries; name: string; slot: number }>();
  return (run, metric, points, slot, view) => {
    const series = choose(points, metric, view);
    if (!series) return null;
    const known = made.get(series);
    if (known?.slot === slot && known.name === run.name) return known.line;
    const { role } = metricWords(metric);
    const line: ChartSeries = {
      key: `${run.id} ${metric}`,
      group: run.id,
      label: run.name,
      ...(paired() ? { detail: details[role] } : {}),
      role,
      slot,
      epochs: series.epochs,
      values: series.values,
      thinned: series.thinned,
    };
    made.set(series, { line, name: run.name, slot });
    return line;
  };
}

/** The finest reading that spans what is visible. */
function choose(
  points: ComparedPoints | undefined,
  metric: SeriesMetric,
  view: AxisRange | null,
): Series | undefined {
  const { detail } = points ?? {};
  const spans = view && detail && detail.range.min <= view.min && detail.range.max >= view.max;
  return (spans ? detail.series[metric] : undefined) ?? points?.overview[metric];
}

const maxBestMarks = 8;

/** A ring on each run's lowest validation loss while they are few; the numbers are in the table. */
export function bestMarks(runs: readonly RunSummary[], slots: ReadonlyMap<string, number>): ChartMark[] {
  if (runs.length > maxBestMarks) return [];
  return runs.flatMap(({ id, best }) => {
    if (best?.validationLoss === null || best?.validationLoss === undefined) return [];
    return [
      { kind: 'best', group: id, epoch: best.epoch, value: best.validationLoss, slot: slots.get(id) ?? 0 },
    ];
  });
}

const labelledDivergences = 3;

/** A cross where each diverged run broke off, named while there are few. */
export function divergedMarks(runs: readonly RunSummary[], lines: readonly ChartSeries[]): ChartMark[] {
  const diverged = runs.filter(({ divergedAt }) => divergedAt !== null);
  return diverged.flatMap((run) => {
    const line = lines.find(({ group }) => group === run.id);
    const epoch = run.divergedAt;
    if (!line || epoch === null) return [];
    const before = nearestSample(line, epoch - 1);
    return [
      {
        kind: 'diverged',
        group: run.id,
        epoch,
        slot: line.slot,
        ...(before && Number.isFinite(before.value) ? { value: before.value } : {}),
        ...(diverged.length <= labelledDivergences ? { label: `${run.name} diverged at ${epoch}` } : {}),
      },
    ];
  });
}
