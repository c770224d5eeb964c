import {
  minImportanceCombinations,
  minImportanceRuns,
  maxImportanceRuns,
  type Association,
  type FieldColumn,
  type ImportanceStudy,
  type Setting,
} from '#api';
import { type Datum, emptyPlot, type Figure, linearTicks, oneAxis } from '#figure';
import { formatCount, formatPercent, formatPlural } from '#words';
import type { FieldAxis } from './field-axis.ts';

/** The input for computing importance: one value per run. */
export interface ImportanceRequest {
  readonly settings: readonly Setting[];
  readonly targets: Float64Array;
}

/** A metric on a logarithmic axis is explained on that scale, so that a few large values do not dominate. */
export function importanceRequest(columns: readonly FieldColumn[], metric: FieldAxis): ImportanceRequest {
  return {
    settings: columns.map(({ field, kind, values }) => ({
      name: field.name,
      values,
      isNumber: kind === 'number',
    })),
    targets: metric.places.map((place) => (place === metric.slot ? NaN : place)),
  };
}

/** What was found. */
export interface ImportanceAnswer {
  /** null if there are too few runs. */
  readonly study: ImportanceStudy | null;
  /** Settings whose importance cannot be told apart, the strongest pair first. */
  readonly together: readonly Association[];
}

export interface ImportanceInput extends ImportanceAnswer {
  readonly request: ImportanceRequest;
  readonly metric: FieldAxis;
  readonly labelOf: (name: string) => string;
}

const mostShown = 15;
/** Below this, the forest has found next to nothing. */
const leastExplained = 0.1;

/** How much a metric depends on each setting in which the runs differ. */
export function importanceFigure({ request, study, together, metric, labelOf }: ImportanceInput): Figure {
  const shown = study?.importances.slice(0, mostShown) ?? [];
  const top = shown.length - 1;
  const ends = [0, ...shown.flatMap(({ low, high, fall }) => [low, high, fall])];
  const [min, max] = [Math.min(...ends), Math.max(...ends)];
  const room = (max - min || 1) * 0.04;
  const data = shown.map(({ name, fall, low, high }, at): Datum => ({
    x: fall,
    y: top - at,
    lowX: low,
    highX: high,
    title: labelOf(name),
    lines: [`R² falls by ${fall.toFixed(3)}`, `95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}`],
    isFaint: low <= 0,
  }));
  return {
    key: 'importance',
    title: `What ${metric.label} depends on`,
    explanation: `A random forest learns the metric${metric.scale === 'log' ? ', on its logarithm,' : ''} from the settings in which these runs differ. Then one setting’s values are shuffled among the runs: by so much does the share of variance fall that the forest explains in runs it has not seen (R²). The seed is left out: what it does is noise here. Intervals are over runs, those alike in all settings counted as one. It says what the forest uses, within the ranges that were tried, and no more: settings that were varied together share their importance.`,
    finding: study === null ? null : findingOf(request, study, together, metric, labelOf),
    message: messageOf(request, study, metric),
    legend: shown.some(({ low }) => low <= 0)
      ? [{ label: 'pale: its interval reaches 0', tint: { role: 'muted' }, mark: 'point' }]
      : [],
    plot:
      study === null
        ? emptyPlot
        : {
            kind: 'chart',
            x: { title: 'fall of R² when shuffled', range: { min: min - room, max: max + room } },
            y: oneAxis({
              title: '',
              range: { min: -0.5, max: top + 0.5 },
              ticks: shown.map(({ name }, at) => ({ position: top - at, label: labelOf(name) })).reverse(),
            }),
            marks: [
              { kind: 'points', name: 'importance', tint: { slot: 0 }, radiusPx: 5, stemFrom: 0, data },
              ...(linearTicks({ min, max }, 3).length > 0
                ? [{ kind: 'rule', x: 0, look: 'solid' } as const]
                : []),
            ],
          },
    table: {
      columns: ['setting', 'fall of R²', 'low', 'high'],
      rows: (study?.importances ?? []).map(({ name, fall, low, high }) => [name, fall, low, high]),
    },
  };
}

function messageOf(
  { settings, targets }: ImportanceRequest,
  study: ImportanceStudy | null,
  { label }: FieldAxis,
): string | null {
  if (study !== null) return null;
  if (settings.length === 0) return 'These runs differ in no setting but the seed.';
  const known = [...targets.keys()].filter((run) => Number.isFinite(targets[run]));
  const combinations = new Set(known.map((run) => JSON.stringify(settings.map(({ values }) => values[run]))));
  return `Importance needs ${minImportanceRuns} runs with a ${label}, in ${minImportanceCombinations} combinations of settings; there ${known.length === 1 ? 'is' : 'are'} ${formatCount(known.length)}, in ${formatCount(combinations.size)}. With fewer it would be a guess.`;
}

function findingOf(
  { targets }: ImportanceRequest,
  { runs, combinations, explained, importances }: ImportanceStudy,
  together: readonly Association[],
  { label }: FieldAxis,
  labelOf: (name: string) => string,
): string {
  const known = targets.filter(Number.isFinite).length;
  const left = targets.length - known;
  const basis = `${formatPlural(runs, 'run')} in ${formatPlural(combinations, 'combination')} of settings.`;
  const first = importances[0]!;
  const told =
    explained < leastExplained
      ? `The settings do not predict ${label}: the forest explains ${formatPercent(Math.max(0, explained))} of its variance in runs that it has not seen, so no bar here is worth reading.`
      : `The forest explains ${formatPercent(explained)} of the variance of ${label} in runs that it has not seen. ${labelOf(first.name)} matters most: shuffling it costs ${first.fall.toFixed(2)} of R² (${first.low.toFixed(2)} to ${first.high.toFixed(2)}).`;
  const shared = together
    .slice(0, 2)
    .map(
      ({ names: [a, b], strength }) =>
        `${labelOf(a)} and ${labelOf(b)} were varied together (association ${strength.toFixed(2)}): their importance cannot be told apart.`,
    );
  return [
    basis,
    told,
    ...shared,
    ...(left > 0
      ? [
          `${formatPlural(left, 'run')} without a finite ${label} ${left === 1 ? 'is' : 'are'} left out, so what makes runs diverge is not in it.`,
        ]
      : []),
    ...(known > maxImportanceRuns
      ? [`Every ${formatCount(Math.round(known / maxImportanceRuns))}th run is taken.`]
      : []),
  ].join(' ');
}
