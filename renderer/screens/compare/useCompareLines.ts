import type { RunSummary, SeriesMetric } from '#api';
import type { AxisRange, ChartSeries } from '#figure';
import { computed } from 'vue';
import {
  createBandMaker,
  createCurveMaker,
  createLineMaker,
  groupLook,
  lookOf,
  type CurveMaker,
  type CurveOptions,
  type MeanScale,
  type RunCurve,
} from './compare-lines.ts';
import { meanMap, sameEpochs, type EpochMap } from './curve-transforms.ts';
import { groupColours, groupRuns, type GroupColour, type Grouping, type RunGroup } from './run-groups.ts';
import type { Ancestor } from './useAncestors.ts';
import type { ComparedPoints } from './useComparedSeries.ts';

/** Everything that determines the lines of a comparison. */
export interface LineInputs {
  readonly runs: readonly RunSummary[];
  readonly slots: ReadonlyMap<string, number>;
  readonly points: ReadonlyMap<string, ComparedPoints>;
  readonly smoothedPoints: ReadonlyMap<string, ComparedPoints>;
  readonly smoothing: number;
  readonly baseline: ComparedPoints | null;
  readonly grouping: Grouping;
  /** The scale on which a metric is averaged. */
  readonly scaleOf: (metric: SeriesMetric) => MeanScale;
  readonly ancestors: ReadonlyMap<string, readonly Ancestor[]>;
  readonly axisOf: (run: RunSummary) => EpochMap;
  readonly viewOf: (id: string) => AxisRange | null;
}

/** Lines of runs, or of groups with their single runs behind. Whatever did not change keeps its line. */
export function useCompareLines(inputs: () => LineInputs) {
  const makeCurve = createCurveMaker();
  const makeMember = createCurveMaker();
  const makeLine = createLineMaker();
  const makeBand = createBandMaker();
  const makeAncestor = new Map<string, CurveMaker>();

  const groups = computed((): readonly RunGroup[] => {
    const { runs, grouping } = inputs();
    return grouping === 'none' ? [] : groupRuns(runs, grouping);
  });
  const colours = computed(() =>
    inputs().grouping === 'seed'
      ? new Map(groups.value.map(({ key }, slot): [string, GroupColour] => [key, { slot }]))
      : groupColours(groups.value),
  );

  function curveOf(run: RunSummary, metric: SeriesMetric): RunCurve | null {
    const { points, smoothedPoints } = inputs();
    return makeCurve(points.get(run.id), smoothedPoints.get(run.id), metric, optionsOf(run));
  }

  function optionsOf(run: RunSummary): CurveOptions {
    const { smoothing, baseline, viewOf, axisOf } = inputs();
    return { smoothing, baseline, view: () => viewOf(run.id), axis: axisOf(run) };
  }

  function runLines(run: RunSummary, metric: SeriesMetric, paired: boolean): ChartSeries[] {
    const look = lookOf(run, metric, inputs().slots.get(run.id) ?? 0, paired);
    const made = curveOf(run, metric);
    if (!made) return [];
    const original = made.original ? [makeLine(made.original, { ...look, key: `${look.key} original`, faint: true })] : []; // oxfmt-ignore
    return [makeLine(made.curve, look), ...original, ...ancestorLines(run, metric, paired)];
  }

  /** The history of a fork before it branched off, faint and in its own colour. */
  function ancestorLines(run: RunSummary, metric: SeriesMetric, paired: boolean): ChartSeries[] {
    const { ancestors, points, slots } = inputs();
    return (ancestors.get(run.id) ?? []).flatMap(({ run: ancestor, until }) => {
      const name = `${run.id} ${ancestor.id} ${metric}`;
      const make = makeAncestor.get(name) ?? createCurveMaker();
      makeAncestor.set(name, make);
      const options = { ...optionsOf(run), smoothing: 0, until };
      const made = make(points.get(ancestor.id), undefined, metric, options);
      const look = lookOf(run, metric, slots.get(run.id) ?? 0, paired);
      return made
        ? [{ ...look, ...made.curve, key: `${look.key} ${ancestor.id}`, label: ancestor.name, faint: true }]
        : [];
    });
  }

  function groupLines(group: RunGroup, metric: SeriesMetric, paired: boolean): ChartSeries[] {
    const colour = colours.value.get(group.key) ?? { slot: 0 };
    const look = groupLook(group, metric, colour, paired);
    const single = (run: RunSummary, faint: boolean): ChartSeries[] => {
      const made = curveOf(run, metric);
      // A line on its own has the group's name; those behind a mean have their run's.
      return made
        ? [
            makeLine(made.curve, {
              ...look,
              key: `${run.id} ${metric}`,
              ...(faint ? { faint, label: run.name } : {}),
            }),
          ]
        : [];
    };
    if (group.averaged.length < 2) {
      return [
        ...group.averaged.flatMap((run) => single(run, false)),
        ...group.diverged.flatMap((run) => single(run, true)),
      ];
    }
    // Means are over epochs: on other axes the runs share few places.
    const { points, smoothedPoints, axisOf, scaleOf } = inputs();
    const curves = group.averaged.flatMap((run) => {
      const options = { ...optionsOf(run), axis: sameEpochs };
      return makeMember(points.get(run.id), smoothedPoints.get(run.id), metric, options)?.curve ?? [];
    });
    // While some are still to be read, a mean of the others would be recomputed with each.
    const complete = curves.length === group.averaged.length;
    if (!complete || curves.some(({ thinned }) => thinned))
      return group.runs.flatMap((run) => single(run, true));
    const band = makeBand(group, metric, curves, meanMap(group.averaged.map(axisOf)), scaleOf(metric));
    return [makeLine(band, look), ...group.runs.flatMap((run) => single(run, true))];
  }

  /** All lines of the metrics; `paired` if a chart shows more than one of them. */
  function linesOf(metrics: readonly SeriesMetric[]): ChartSeries[] {
    const paired = metrics.length > 1;
    return groups.value.length > 0
      ? groups.value.flatMap((group) => metrics.flatMap((metric) => groupLines(group, metric, paired)))
      : inputs().runs.flatMap((run) => metrics.flatMap((metric) => runLines(run, metric, paired)));
  }

  return { groups, colours, linesOf };
}
