import type { BandMember, SeriesMetric } from '#api';
import {
  type ChartMark,
  type ChartSeries,
  type Choices,
  type ColourScale,
  type Control,
  type CurvesPanel,
  type Figure,
  type LegendEntry,
  type PanelContent,
  scaleChoice,
  valueRange,
} from '#figure';
import { intervalMeaning, metricWords, optionsOf } from '#words';
import { chooseAxes } from './axis-choices.ts';
import { type SweepInput, sweepCube } from './cube.ts';
import { bandLabel, type SeedBand, seedBands, type SeedGroup, seedGroups } from './seed-curves.ts';
import { seedFinding, seedTable } from './seed-words.ts';

const metrics: readonly SeriesMetric[] = [
  'validationLoss',
  'evaluatedDataLoss',
  'dataLoss',
  'generalizationGap',
  'validationAccuracy',
  'evaluatedAccuracy',
  'accuracy',
];
/** More single runs than this would hide the means in front of them. */
const maxFaint = 60;
/** More groups than this are named by their colour scale. */
const maxNamed = 6;
const apart = 'apart';

/** Which curves the figure needs: the metric, for the runs of these groups. */
export interface CurvesRequest {
  readonly metric: SeriesMetric;
  readonly groups: readonly SeedGroup[];
  readonly ids: readonly string[];
  /** What distinguishes the groups. */
  readonly by: string;
  readonly controls: readonly Control[];
}

export function curvesRequest({ sweep, at, choices }: SweepInput): CurvesRequest {
  const cube = sweepCube(sweep, at);
  const { axis, held, controls } = chooseAxes(cube, choices, { label: 'By' });
  const metric = metrics.find((one) => one === choices['metric']) ?? 'validationLoss';
  const groups = seedGroups(cube, axis, held);
  return {
    metric,
    groups,
    by: axis?.short ?? 'seed',
    ids: groups.flatMap(({ runs }) => runs.map(({ id }) => id)),
    controls: [
      {
        key: 'metric',
        label: 'Metric',
        isBare: true,
        value: metric,
        options: metrics.map((value) => ({ value, label: metricWords(value).label })),
      },
      ...controls,
      ...(groups.length > 1 ? [layoutControl(choices)] : []),
    ],
  };
}

function layoutControl(choices: Choices): Control {
  return {
    key: 'layout',
    label: 'Layout',
    value: choices['layout'] === apart ? apart : 'together',
    isSegmented: true,
    options: optionsOf({ together: 'Together', [apart]: 'Apart' }),
  };
}

/** What has been read of them. */
export interface ReadCurves {
  readonly curves: ReadonlyMap<string, BandMember>;
  readonly isReading: boolean;
  /** Why some cannot be read or shown, as sentences. */
  readonly problem: string | null;
}

/** Curves over epochs: for each setting the mean over its seeds with its interval, and faint single runs behind. */
export function curvesFigure(
  { sweep, selected, choices }: SweepInput,
  { metric, groups, ids, by, controls }: CurvesRequest,
  { curves, isReading, problem }: ReadCurves,
): Figure {
  const bands = seedBands(groups, curves);
  const words = metricWords(metric);
  const finding = seedFinding(bands, words.label, words.limits === undefined);
  const isScale = bands.length > maxNamed && bands.every(({ group }) => group.share !== null);
  const contentOf = (shown: readonly SeedBand[], slots: readonly number[]): PanelContent => ({
    series: shown.flatMap((band, at) => linesOf(band, slots[at]!, words.role, ids.length, selected)),
    marks: shown.flatMap((band, at) => marksOf(band, slots[at]!)),
    limits: words.limits,
    xTitle: 'epoch',
    endLabels: false,
  });
  const panelsOf = (): CurvesPanel[] => {
    const all = bands.flatMap(({ band: { mean, lower, upper } }) => [mean, lower, upper]);
    const range = valueRange(all, { logarithmic: false, limits: words.limits, cutSpikes: true });
    return bands.map((band, index) => ({
      title: bandLabel(band),
      content: { ...contentOf([band], [index]), xTitle: null, ...(range ? { range } : {}) },
    }));
  };
  return {
    key: 'seed-curves',
    title: `${words.title} over seeds`,
    unit: words.unit,
    explanation: `${words.explanation} ${intervalMeaning(sweep.members)} Each epoch's interval holds for itself alone, and a mean curve may look like none of its runs: the single runs stand behind it.`,
    finding: isReading ? null : [finding, problem ?? ''].filter((sentence) => sentence !== '').join(' '),
    message: messageOf(ids.length, bands.length, isReading, problem),
    controls,
    isLogarithmic: choices[scaleChoice] === 'logarithmic',
    legend: isScale ? [] : bands.map((band, index) => entryOf(band, index, words.role)),
    scale: isScale ? scaleOf(bands, by) : undefined,
    plot: {
      kind: 'curves',
      content: contentOf(bands, [...bands.keys()]),
      ...(choices['layout'] === apart && bands.length > 1 ? { panels: panelsOf() } : {}),
    },
    table: () => seedTable(bands),
  };
}

function messageOf(runs: number, bands: number, isReading: boolean, problem: string | null): string | null {
  if (runs === 0) return 'No run has completed yet.';
  if (bands > 0) return null;
  return isReading ? 'Reading curves…' : (problem ?? 'No epochs recorded.');
}

function lookOf({ group: { share } }: SeedBand, slot: number): { slot: number; share?: number } {
  return share === null ? { slot } : { slot, share };
}

function linesOf(
  one: SeedBand,
  index: number,
  role: ChartSeries['role'],
  runs: number,
  selected: ReadonlySet<string> | null,
): ChartSeries[] {
  const { group, averaged, diverged, notFinite, band } = one;
  const isCrowded = runs > maxFaint && selected === null;
  const common = { group: group.key, role, ...lookOf(one, index) };
  const { epochs, mean, lower, upper } = band;
  const line = { ...common, key: group.key, label: bandLabel(one), epochs, values: mean };
  const isShown = (id: string, otherwise: boolean): boolean => selected?.has(id) ?? otherwise;
  // A run excluded from the mean is never left out of the figure as well.
  const single = [
    ...averaged.filter(({ run }) => isShown(run.id, !isCrowded)),
    ...[...diverged, ...notFinite].filter(({ run }) => isShown(run.id, true)),
  ];
  return [
    ...(averaged.length === 0 ? [] : [averaged.length < 2 ? line : { ...line, band: { lower, upper } }]),
    ...single.map(({ run, epochs: own, values }) => ({
      ...common,
      key: run.id,
      label: run.name ?? run.id,
      epochs: Float64Array.from(own),
      values: Float64Array.from(values),
      ...(selected ? {} : { faint: true }),
    })),
  ];
}

/** A cross where the first run of a group diverged; the legend counts the others. */
function marksOf({ group, diverged }: SeedBand, slot: number): ChartMark[] {
  const epochs = diverged.flatMap(({ run }) => run.divergedAt ?? []);
  if (epochs.length === 0) return [];
  return [{ kind: 'diverged', group: group.key, epoch: Math.min(...epochs), slot, label: 'diverged' }];
}

function entryOf(band: SeedBand, slot: number, role: ChartSeries['role']): LegendEntry {
  const { key, share } = band.group;
  const mark = role === 'validation' ? 'dashed' : 'line';
  return { label: bandLabel(band), tint: share === null ? { slot } : { share }, mark, group: key };
}

/** One colour per group, labelled where there is room. */
function scaleOf(bands: readonly SeedBand[], by: string): ColourScale {
  return {
    title: by,
    ticks: [bands[0]!, bands[Math.floor(bands.length / 2)]!, bands.at(-1)!].map(
      ({ group: { share, value } }) => ({ share: share!, label: value }),
    ),
    groups: bands.map((band) => ({
      group: band.group.key,
      share: band.group.share!,
      title: bandLabel(band),
    })),
  };
}
