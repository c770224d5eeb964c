import type { Summary } from '#api';
import { formatDifference, formatMetric, formatPercent, formatPlural } from '../../../components/format.ts';
import type { FigureTable } from '../../../charts/figures/figure-table.ts';
import type { GapCell, GapFigure, GapMetric, GapQuantity, GapSeries } from './gap-figure.ts';

/** What the numbers of a figure say; computed, so that it holds for whatever was trained. */
export function gapFinding(figure: GapFigure): string {
  const sentences =
    figure.series.length === 1
      ? seriesSentences(figure, figure.series[0]!)
      : [severalSentence(figure), ...sharedDoubts(figure)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function seriesSentences(figure: GapFigure, series: GapSeries): string[] {
  const best = series.judgement?.best;
  if (!best) return [noneSentence(figure), ...sharedDoubts(figure)];
  const { axis } = figure;
  const loss = best.validationLoss;
  const value = `${formatMetric(loss.mean)}${intervalText(loss, 'loss')}, n = ${loss.n}`;
  const sentences = [`Validation loss is lowest at ${axis.short} ${best.point.label} (${value}).`];
  const { pick } = series;
  if (pick && loss.standardError !== null) {
    sentences.push(
      pick === best
        ? `No larger ${axis.short} is within one standard error of it.`
        : `${axis.short} ${pick.point.label}, the largest within one standard error, does no visibly worse.`,
    );
  }
  const none = series.cells.find(({ lambda, gap }) => axis.strength && lambda === 0 && gap.mean !== null);
  if (none && none !== best && best.gap.mean !== null) {
    const show = figure.metric === 'loss' ? formatMetric : formatPoints;
    const verb = best.gap.mean < none.gap.mean! ? 'closes' : 'widens';
    sentences.push(
      `There the gap ${verb} from ${show(none.gap.mean!)} without it to ${show(best.gap.mean)}.`,
    );
  }
  return [...sentences, edgeSentence(series, best, axis.kind === 'number'), ...sharedDoubts(figure)];
}

function severalSentence(figure: GapFigure): string {
  const bests = figure.series.flatMap((series) =>
    series.judgement ? [{ series, cell: series.judgement.best }] : [],
  );
  if (bests.length === 0) return noneSentence(figure);
  const lowest = bests.reduce((low, next) =>
    next.cell.validationLoss.mean! < low.cell.validationLoss.mean! ? next : low,
  );
  const { mean, n } = lowest.cell.validationLoss;
  const where = `${lowest.series.label} and ${figure.axis.short} ${lowest.cell.point.label}`;
  const places = new Set(bests.map(({ cell }) => cell.point.label));
  const same =
    bests.length < 2
      ? ''
      : places.size === 1
        ? ` Every line is lowest at ${figure.axis.short} ${[...places][0]}.`
        : ` The lines are lowest at different ${figure.axis.short}: ${[...places].join(', ')}.`;
  return `Validation loss is lowest at ${where} (${formatMetric(mean)}, n = ${n}).${same}`;
}

function sharedDoubts(figure: GapFigure): string[] {
  const cells = figure.series.flatMap(({ cells }) => cells);
  const most = Math.max(0, ...cells.map(({ runs }) => runs.length));
  const unfinished = new Map(cells.map(({ cell, unfinished: runs }) => [cell, runs]));
  const missing = [...unfinished.values()].reduce((sum, runs) => sum + runs, 0);
  return [
    most === 1 ? 'One run a point: no interval, and what differs may be the seed.' : '',
    divergedSentence(figure),
    missing > 0 ? `${formatPlural(missing, 'run')} not yet in it.` : '',
  ];
}

function divergedSentence({ series }: GapFigure): string {
  const ids = new Set(
    series.flatMap(({ cells }) => cells.flatMap(({ diverged }) => diverged.map(({ id }) => id))),
  );
  if (ids.size === 0) return '';
  return `${formatPlural(ids.size, 'run')} diverged: in no mean, and a point that has one is not compared.`;
}

function noneSentence({ series }: GapFigure): string {
  const completed = series.some(({ cells }) => cells.some(({ runs }) => runs.length > 0));
  return completed ? 'No point can be compared: each has runs that diverged.' : '';
}

function edgeSentence({ cells }: GapSeries, best: GapCell, numeric: boolean): string {
  if (!numeric || cells.length < 3) return '';
  if (best === cells.at(-1)) return 'It is the largest value tried: larger ones may do better.';
  if (best === cells[0] && best.lambda !== 0)
    return 'It is the smallest value tried: smaller ones may do better.';
  return '';
}

/** A difference of accuracies, in points of a hundred. */
export function formatPoints(value: number): string {
  return `${(value * 100).toFixed(1)} points`.replace('-', '−');
}

/** A value of a quantity as its axis has it. */
export function formatQuantity(value: number | null, metric: GapMetric, quantity: GapQuantity): string {
  if (value === null) return '–';
  if (metric === 'loss') return quantity === 'gap' ? formatDifference(value) : formatMetric(value);
  return quantity === 'gap' ? formatPoints(value) : formatPercent(value);
}

function intervalText({ ci95 }: Summary, metric: GapMetric): string {
  if (!ci95) return '';
  const [low, high] = ci95.map((end) => (metric === 'loss' ? formatMetric(end) : formatPercent(end)));
  return `, 95 % ${low} to ${high}`;
}

/** Mean, interval and n in a line. */
export function describeSummary(summary: Summary, metric: GapMetric, quantity: GapQuantity): string {
  const [low, high] = (summary.ci95 ?? []).map((end) => formatQuantity(end, metric, quantity));
  const interval = low === undefined ? '' : ` (95 % ${low} to ${high})`;
  return `${formatQuantity(summary.mean, metric, quantity)}${interval}, n = ${summary.n}`;
}

/** What a point is, of its runs, beside the numbers. */
export function describeRuns({ diverged, unfinished }: GapCell): string[] {
  const seeds = diverged.map(
    ({ seed, divergedAt }) => `${seed}${divergedAt === null ? '' : ` at epoch ${divergedAt}`}`,
  );
  return [
    ...(diverged.length > 0
      ? [`${diverged.length} diverged: seed ${seeds.slice(0, 4).join(', ')}${seeds.length > 4 ? ' …' : ''}`]
      : []),
    ...(unfinished > 0 ? [`${formatPlural(unfinished, 'run')} not finished`] : []),
  ];
}

/** Every number of the figure, a row a cell. */
export function gapTable({ axis, metric, series }: GapFigure): FigureTable {
  const noun = metric === 'loss' ? 'loss' : 'accuracy';
  const several = series.length > 1;
  const of = (name: string): string[] => [name, `${name} 95 % low`, `${name} 95 % high`];
  return {
    columns: [
      ...(several ? ['series'] : []),
      axis.long,
      'n',
      'diverged',
      'unfinished',
      ...of(`training ${noun}`),
      ...of(`validation ${noun}`),
      ...of('gap'),
      'mark',
    ],
    rows: series.flatMap((line) =>
      line.cells.map((cell) => [
        ...(several ? [line.label] : []),
        cell.point.value ?? cell.point.label,
        cell.runs.length,
        cell.diverged.length,
        cell.unfinished,
        ...[cell.training, cell.validation, cell.gap].flatMap(({ mean, ci95 }) => [
          mean,
          ci95?.[0] ?? null,
          ci95?.[1] ?? null,
        ]),
        [line.judgement?.best === cell ? 'lowest' : '', line.pick === cell ? 'one standard error' : '']
          .filter((mark) => mark !== '')
          .join(', '),
      ]),
    ),
  };
}
