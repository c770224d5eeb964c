import { chanceClause, differenceText, explanations, leftOutReasons, seedsClause } from '#api';
import {
  type AxisRange,
  type Choices,
  type Control,
  crosses,
  type Datum,
  emptyPlot,
  type Figure,
  type FigureTable,
  finiteRange,
  fullTitle,
  type Mark,
  oneAxis,
  valueRange,
} from '#figure';
import { describeSummary, formatPlural, intervalMeaning, judgedMetrics } from '#words';
import { type Cube, type SweepInput, sweepCube } from './cube.ts';
import { metricControl } from './axis-choices.ts';
import { cellLabel, type PairedCells, pairedCells } from './paired-cells.ts';

/** A list of all settings is useful while it can be read; beyond this size each axis is chosen separately. */
const maxListed = 300;
const maxSeedLabels = 15;

/** Two cells of a sweep compared seed by seed: by default the first one and the best. */
export function pairedFigure({ sweep, at, choices }: SweepInput): Figure {
  const cube = sweepCube(sweep, at);
  const { metric, control } = metricControl(choices, 'Metric');
  const { baseline, other, controls } = chooseCells(cube, choices);
  const data = cube.cells.length > 1 ? pairedCells(cube, baseline, other, metric) : null;
  return {
    key: 'paired-differences',
    title: 'Differences seed by seed',
    explanation: [
      explanations.pairedDifference,
      explanations.simultaneousDifference,
      explanations.seedsNeeded,
    ]
      .map(({ means, misleads }) => `${means} ${misleads}`)
      .concat(intervalMeaning(sweep.members))
      .join(' '),
    finding: data ? findingOf(data) : null,
    message: messageOf(data, baseline === other),
    controls: data ? [{ ...control, isBare: true }, ...controls] : [],
    plot: data ? plotOf(data) : emptyPlot,
    table: data ? tableOf(data) : { columns: [], rows: [] },
  };
}

function messageOf(data: PairedCells | null, isSame: boolean): string | null {
  if (!data) return 'This figure needs two settings to compare.';
  if (isSame) return 'Choose two different settings.';
  return data.differences.pairs.length === 0 ? 'No seed has completed in both.' : null;
}

function chooseCells({ axes, cells, best }: Cube, choices: Choices) {
  const byPoints = new Map(cells.map(({ points, cell }) => [points.join(), cell]));
  const last = cells.length - 1;
  const isLarge = cells.length > maxListed && axes.length > 1;
  const bestCell = byPoints.get(best.join()) ?? 0;
  const read = (side: string, initial: number): number => {
    const chosen = choices[side];
    const start = typeof chosen === 'number' && chosen <= last ? chosen : initial;
    if (!isLarge) return start;
    const points = axes.reduce((all, { index }) => {
      const point = choices[`${side} ${index}`];
      return typeof point === 'number' ? all.with(index, point) : all;
    }, cells[start]!.points);
    return byPoints.get(points.join()) ?? start;
  };
  const baseline = read('baseline', 0);
  const other = read('other', bestCell === baseline ? last : bestCell);
  const options = isLarge
    ? []
    : cells.map(({ cell, points }) => ({ value: cell, label: cellLabel(axes, points) }));
  const controlsOf = (key: string, label: string, cell: number): Control[] =>
    isLarge
      ? axes.map(({ index, short, points }, place) => ({
          key: `${key} ${index}`,
          label: `${place === 0 ? `${label} ` : ''}${short}`,
          value: cells[cell]!.points[index]!,
          options: points.map((point) => ({ value: point.index, label: point.label })),
        }))
      : [{ key, label, value: cell, options }];
  const controls = [
    ...controlsOf('other', 'of', other),
    ...controlsOf('baseline', 'minus that of', baseline),
  ];
  return { baseline, other, controls };
}

/** A row per seed with its difference, and at the bottom their mean with its interval; a line marks 0. */
function plotOf(data: PairedCells): Figure['plot'] {
  const { pairs, summary } = data.differences;
  const { label, unit, formatChange } = judgedMetrics[data.metric];
  // Mean at the bottom, seeds from the top.
  const row = (index: number): number => pairs.length - index;
  const range = rangeOf(data);
  const all = pairs.map(({ seed, baseline, other, difference }, index): Datum => {
    const isFinite = Number.isFinite(difference);
    return {
      x: isFinite ? difference : range.max,
      y: row(index),
      title: `seed ${seed}`,
      lines: isFinite
        ? [
            `difference ${formatChange(difference)}`,
            `${data.baseline}: ${formatChange(baseline)}`,
            `${data.other}: ${formatChange(other)}`,
          ]
        : [data.diverged.has(seed) ? 'a run of this pair diverged' : 'a value of this pair is not finite'],
      runIds: [data.runs.get(seed) ?? []].flat(),
      isOutside: !isFinite,
    };
  });
  const { mean, ci95 } = summary;
  const ends = ci95 ? { lowX: ci95[0], highX: ci95[1] } : {};
  const lines = [`mean ${describeSummary(summary, formatChange)}`];
  const means = mean === null ? [] : [{ x: mean, y: 0, ...ends, title: '', lines }];
  const ticks = [
    ...(pairs.length > maxSeedLabels
      ? []
      : pairs.map(({ seed }, index) => ({ position: row(index), label: `seed ${seed}` }))),
    { position: 0, label: 'mean' },
  ];
  const marks: Mark[] = [
    {
      kind: 'points',
      name: 'difference',
      tint: { slot: 0 },
      radiusPx: 4,
      stemFrom: 0,
      data: all.filter(({ isOutside }) => !isOutside),
    },
    { kind: 'points', name: 'mean', tint: { role: 'text' }, shape: 'diamond', radiusPx: 6, data: means },
    ...crosses(
      all.filter(({ isOutside }) => isOutside),
      { name: 'without a difference', radiusPx: 5 },
    ),
    { kind: 'rule', x: 0 },
  ];
  return {
    kind: 'chart',
    x: { title: fullTitle({ title: `difference in ${label}`, unit }), range },
    y: oneAxis({ title: '', range: { min: -0.7, max: pairs.length + 0.7 }, ticks }),
    marks,
  };
}

/** All differences, and the interval of their mean as far as it does not flatten them. */
function rangeOf({ differences: { pairs, summary } }: PairedCells): AxisRange {
  const finite = pairs.map(({ difference }) => difference).filter((value) => Number.isFinite(value));
  const largest = Math.max(...finite.map(Math.abs), 0);
  const ends = (summary.ci95 ?? []).map((end) => Math.min(2 * largest, Math.max(-2 * largest, end)));
  const range = valueRange([Float64Array.from([0, ...finite, ...ends])], { logarithmic: false });
  const { min, max } = range ?? { min: -1, max: 1 };
  const margin = (max - min) * 0.06;
  return finiteRange(min - margin, max + margin);
}

/** What the differences say, with their interval, and what they cannot say. */
function findingOf(data: PairedCells): string {
  const { baseline, other, differences, resplit, diverged, picked, apart } = data;
  const { label, formatChange } = judgedMetrics[data.metric];
  const { pairs, summary, unpaired } = differences;
  const { mean, sd, ci95, n, excluded } = summary;
  const sentences: string[] = [];
  if (mean === null) sentences.push('No seed has completed in both.');
  else {
    const word =
      mean === 0 ? 'the same as' : `${formatChange(Math.abs(mean))} ${mean > 0 ? 'higher' : 'lower'} than`;
    sentences.push(
      `With ${other}, ${label} is on average ${word} with ${baseline}, n = ${formatPlural(n, 'pair')}.`,
    );
    if (ci95 === null) sentences.push('One pair has no interval: the difference may be chance.');
    else {
      const interval = `${formatChange(ci95[0])} to ${formatChange(ci95[1])}`;
      sentences.push(
        ci95[0] > 0 || ci95[1] < 0
          ? `The 95 % interval of the difference, ${interval}, excludes 0.`
          : `The 95 % interval of the difference, ${interval}, includes 0: these seeds do not tell the two apart${sd === null ? '' : seedsClause({ mean, sd, resplit })}.`,
      );
    }
  }
  if (picked) {
    const text = differenceText(picked, 'settings', formatChange);
    sentences.push(`${other} was picked for its lowest validation loss: ${text}${chanceClause(picked)}.`);
  }
  if (apart) sentences.push(`Pairs do not share their data: ${apart}.`);
  const lost = pairs.filter(({ seed }) => diverged.has(seed)).length;
  const reasons = leftOutReasons({ diverged: lost, excluded: excluded - lost });
  if (reasons.length > 0) sentences.push(`Pairs left out: ${reasons.join(', ')}.`);
  const alone = unpaired.baseline.length + unpaired.other.length;
  if (alone > 0) sentences.push(`${formatPlural(alone, 'seed')} completed in only one of them.`);
  return sentences.join(' ');
}

function tableOf({ baseline, other, metric, differences }: PairedCells): FigureTable {
  const { pairs, summary } = differences;
  const { label } = judgedMetrics[metric];
  const ends = summary.ci95 ?? [null, null];
  return {
    columns: ['seed', `${label}, ${baseline}`, `${label}, ${other}`, 'difference', '95 % low', '95 % high'],
    rows: [
      ...pairs.map((pair) => [pair.seed, pair.baseline, pair.other, pair.difference, null, null]),
      [`mean of ${summary.n}`, null, null, summary.mean, ...ends],
    ],
  };
}
