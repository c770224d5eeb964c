import { classShape, emptyPlot, type Figure, type LegendEntry } from '#figure';
import { explanations } from '#api';
import { intervalMeaning, optionsOf } from '#words';
import { chooseAxes } from './axis-choices.ts';
import { axisPlaces } from './axis-places.ts';
import { nothingToShow, type SweepInput, sweepCube } from './cube.ts';
import { type DataRange, dataRange, scaleOffers, type ValueScale, valueScale } from './data-range.ts';
import { gapCrosses, gapPoints, gapRules, quantitiesOf, tintOfGap } from './gap-marks.ts';
import { cellsOf, type GapData, gapData, type GapQuantity } from './gap-series.ts';
import { gapFinding, gapTable } from './gap-words.ts';

/** Training, validation and gap along one axis of a sweep; selected runs stand out as points, but the means are of all runs. */
export function gapAgainstLambda({ sweep, at, selected, choices }: SweepInput): Figure {
  const cube = sweepCube(sweep, at);
  const { axis, held, controls } = chooseAxes(cube, choices, { canVary: true });
  const metric = choices['metric'] === 'accuracy' ? 'accuracy' : 'loss';
  const data = axis && gapData(cube, axis, held, metric);
  const noun = metric === 'loss' ? 'Loss' : 'Accuracy';
  const scale = valueScale(choices);
  const axes = data ? gapAxes(data, scale) : null;
  return {
    key: 'gap-against-lambda',
    title: `${noun} and gap against ${axis?.short ?? 'λ'}`,
    explanation: `${explanations.generalizationGap.means} Points are means over seeds with their 95 % interval; with fewer than five seeds the single runs are shown too. ${intervalMeaning(sweep.members)} ${explanations.oneStandardError.means} ${explanations.oneStandardError.misleads} ${explanations.selection.misleads}`,
    finding: data ? gapFinding(data) : null,
    message: data
      ? nothingToShow(cellsOf(data))
      : 'Only the seed varies: this figure needs a setting with two values.',
    controls: [
      {
        key: 'metric',
        label: 'Metric',
        value: metric,
        isSegmented: true,
        options: optionsOf({ loss: 'Loss', accuracy: 'Accuracy' }),
      },
      ...controls,
    ],
    ...scaleOffers(scale, axes ?? []),
    legend: data ? legendOf(data) : [],
    plot: data && axes ? plotOf(data, axes, selected) : emptyPlot,
    table: data ? gapTable(data) : { columns: [], rows: [] },
  };
}

/** Losses above, the gap below. */
function plotOf(
  data: GapData,
  [top, bottom]: readonly [DataRange, DataRange],
  selected: ReadonlySet<string> | null,
): Figure['plot'] {
  const { axis, metric, series } = data;
  const places = axisPlaces(axis);
  const lines = quantitiesOf(data).flatMap((quantity) =>
    series.flatMap((_, index) => gapPoints(data, index, quantity, places, selected)),
  );
  return {
    kind: 'chart',
    x: { title: axis.long, range: places.range, ticks: places.ticks, breakAt: places.breakAt },
    y: [
      { id: 'y', title: metric === 'loss' ? 'loss (nats)' : 'accuracy', ...top, weight: 5 },
      { id: 'gap', title: 'gap', ...bottom, weight: 3 },
    ],
    marks: [
      ...lines,
      ...gapCrosses(data, places, top.range),
      ...(series.length === 1 ? gapRules(series[0]!, places) : []),
    ],
  };
}

/** The ranges of the losses and of their gap: all means, and all single runs whether drawn or not, so that selecting moves nothing. */
function gapAxes(data: GapData, scale: ValueScale): readonly [DataRange, DataRange] {
  const valuesOf = (quantities: readonly GapQuantity[]) =>
    cellsOf(data).flatMap((cell) =>
      quantities.flatMap((quantity) => {
        const { mean, ci95 } = cell[quantity];
        const [low, high] = ci95 ?? [];
        return [{ y: mean ?? NaN, low, high }, ...cell.runs.map((run) => ({ y: run[quantity] }))];
      }),
    );
  const shown = quantitiesOf(data).filter((quantity) => quantity !== 'gap');
  const limits = data.metric === 'loss' ? { min: 0 } : { min: 0, max: 1 };
  return [dataRange(valuesOf(shown), scale, limits), dataRange(valuesOf(['gap']), scale)];
}

function legendOf(data: GapData): LegendEntry[] {
  const { metric, series } = data;
  const entries: LegendEntry[] =
    series.length === 1
      ? quantitiesOf(data).map((quantity) => ({
          label: quantity === 'gap' ? 'gap' : `${quantity} ${metric}`,
          tint: tintOfGap(data, 0, quantity),
          mark: quantity === 'validation' ? 'dashed' : 'line',
          group: quantity,
        }))
      : series.map(({ label, share }, index) => ({
          label,
          tint: tintOfGap(data, index, 'validation'),
          mark: 'dashed',
          ...(share === null ? { marker: classShape(index) } : {}),
          group: label,
        }));
  const hasDiverged = cellsOf(data).some(({ summary }) => summary.diverged > 0);
  return hasDiverged ? [...entries, { label: 'diverged', tint: { role: 'danger' }, mark: 'cross' }] : entries;
}
