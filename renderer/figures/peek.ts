import { evaluatesApart, type RunSeries, type RunSummary, type SeriesMetric, type ViewChart } from '#api';
import { type ChartMark, type ChartSeries, type Control, type Figure, linesFigure } from '#figure';
import { metricWords } from '#words';

type Recorded = RunSeries['series'];

/** A run of the figure, with what has been read of it. */
export interface PeekedRun {
  readonly run: RunSummary;
  readonly series: Recorded;
}

export type PeekMetric = ViewChart;

interface Choice {
  readonly value: PeekMetric;
  readonly label: string;
  /** What to read for it. */
  readonly metrics: readonly SeriesMetric[];
  /** Which of these to show for a run. */
  readonly shown: (run: PeekedRun) => readonly SeriesMetric[];
}

/** Training as evaluated like validation, if it was; otherwise as measured by the training passes. */
function trained(evaluated: SeriesMetric, passed: SeriesMetric): (run: PeekedRun) => SeriesMetric {
  return ({ run, series }) =>
    evaluatesApart(run.config) && (series[evaluated]?.epochs.length ?? 0) > 0 ? evaluated : passed;
}
const trainedLoss = trained('evaluatedDataLoss', 'dataLoss');
const trainedAccuracy = trained('evaluatedAccuracy', 'accuracy');

const choices: readonly [Choice, ...Choice[]] = [
  {
    value: 'loss',
    label: 'Loss',
    metrics: ['dataLoss', 'evaluatedDataLoss', 'validationLoss'],
    shown: (run) => [trainedLoss(run), 'validationLoss'],
  },
  {
    value: 'accuracy',
    label: 'Accuracy',
    metrics: ['accuracy', 'evaluatedAccuracy', 'validationAccuracy'],
    shown: (run) => [trainedAccuracy(run), 'validationAccuracy'],
  },
  { value: 'gap', label: 'Gap', metrics: ['generalizationGap'], shown: () => ['generalizationGap'] },
];

export const isPeekMetric = (value: unknown): value is PeekMetric =>
  choices.some((choice) => choice.value === value);

const chosen = (metric: string): Choice => choices.find(({ value }) => value === metric) ?? choices[0];

/** What has to be read for a choice. */
export const peekedMetrics = (metric: string): readonly SeriesMetric[] => chosen(metric).metrics;

/** Line ends are named for no more lines than this. */
const mostNamed = 4;

export interface PeekLook {
  readonly metric: string;
  readonly isLogarithmic: boolean;
}

/**
 * The curves of a few runs next to their table: training solid, validation dashed. For a single run the two are distinguished by colour,
 * and named at their ends.
 */
export function peekFigure(runs: readonly PeekedRun[], { metric, isLogarithmic }: PeekLook): Figure {
  const choice = chosen(metric);
  const isAlone = runs.length === 1;
  const series = runs.flatMap((run, slot) => linesOf(run, choice.shown(run), isAlone ? null : slot));
  const { title, unit, explanation, limits } = metricWords(choice.metrics.at(-1)!);
  const isPair = choice.metrics.length > 1;
  const figure = linesFigure({
    key: isAlone ? `${runs[0]!.run.name}-${choice.value}` : `runs-${choice.value}`,
    title: isPair ? choice.label : title,
    unit,
    explanation: isPair ? 'Training solid, validation dashed.' : explanation,
    isLogarithmic,
    content: {
      series,
      marks: runs.flatMap((run) => marksOf(run, choice, series, isAlone)),
      limits,
      xTitle: 'epoch',
      endLabels: isAlone || runs.length <= mostNamed,
    },
  });
  return { ...figure, controls: [controlOf(choice)] };
}

function controlOf({ value }: Choice): Control {
  const options = choices.map((choice) => ({ value: choice.value, label: choice.label }));
  return { key: 'metric', label: 'Metric', value, options, isSegmented: true, isBare: true };
}

/** With a `slot`, lines have their run's colour and name. */
function linesOf(
  { run, series }: PeekedRun,
  metrics: readonly SeriesMetric[],
  slot: number | null,
): ChartSeries[] {
  return metrics.flatMap((metric, at): ChartSeries[] => {
    const recorded = series[metric];
    if (!recorded) return [];
    const { label, role } = metricWords(metric);
    const detail = role === 'validation' ? 'validation' : 'training';
    const look =
      slot === null
        ? { group: metric, label, slot: at, unmarked: true }
        : { group: run.id, label: run.name, slot, ...(metrics.length > 1 ? { detail } : {}) };
    return [{ ...look, ...recorded, key: `${run.id} ${metric}`, role }];
  });
}

/** Where the run broke off; for a single run its lowest validation loss as well. */
function marksOf(
  { run }: PeekedRun,
  choice: Choice,
  series: readonly ChartSeries[],
  isAlone: boolean,
): ChartMark[] {
  const line = series.find(({ key }) => key.startsWith(`${run.id} `));
  if (!line) return [];
  const { best, divergedAt } = run;
  const validated = series.find(({ key }) => key === `${run.id} validationLoss`);
  const lowest = best?.validationLoss ?? null;
  const marks: ChartMark[] = [];
  if (isAlone && choice.value === 'loss' && validated && best && lowest !== null) {
    const { group, slot } = validated;
    marks.push({ kind: 'best', group, epoch: best.epoch, value: lowest, slot });
  }
  if (divergedAt !== null)
    marks.push({ kind: 'diverged', group: line.group, epoch: divergedAt, slot: line.slot });
  return marks;
}
