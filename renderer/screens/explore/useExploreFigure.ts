import { findField, type NamedLayers } from '#api';
import { computed, type Ref } from 'vue';
import type { Choices, Control, Figure } from '#figure';
import { exploreParallel, exploreScatter } from '../../figures/explore/explore-figures.ts';
import { type FieldAxis, fieldAxis } from '../../figures/explore/field-axis.ts';
import { contourFigure } from '../../figures/explore/contour-figure.ts';
import { sliceFigure } from '../../figures/explore/slice-figure.ts';
import { importanceFigure, importanceRequest } from '../../figures/explore/importance-figure.ts';
import { timelineFigure } from '../../figures/explore/timeline-figure.ts';
import { useClient, useLatest } from '#data';
import { fieldLabel } from '#words';
import { parallelFields, planeFields, scatterFields, settings } from './chosen-fields.ts';
import type { ExploreFigure, ExploreState } from './explore-state.ts';
import { useImportance } from './useImportance.ts';
import { type ExploreSelection, type ExploreTable, useTimeline } from './useExploreTable.ts';

interface Source {
  readonly selection: Readonly<Ref<ExploreSelection>>;
  readonly table: Readonly<Ref<ExploreTable | null>>;
  readonly state: Readonly<Ref<ExploreState>>;
  readonly selected: Readonly<Ref<ReadonlySet<string> | null>>;
  readonly choices: Readonly<Ref<Choices>>;
}

/** What can be chosen in each figure, in the order of its fields, and what it is called there. */
const chosenIn: Readonly<Partial<Record<ExploreFigure, Readonly<Record<string, string>>>>> = {
  scatter: { x: 'Across', y: 'Up', color: 'Colour' },
  contour: { x: 'Across', y: 'Up', metric: 'Metric' },
  slices: { x: 'Along', y: 'Lines', metric: 'Metric' },
  importance: { metric: 'Metric' },
};

/** The current figure of the runs that have been read. */
export function useExploreFigure({ selection, table, state, selected, choices }: Source) {
  /** All fields that can be shown. */
  const fields = useFieldOptions(() => table.value?.layers ?? []);
  /** An axis costs a sort of all runs: each is made once per read. */
  const axisOf = computed(() => {
    const { columns = [], layers = [] } = table.value ?? {};
    const chosen = state.value.axes;
    const made = new Map<string, FieldAxis | null>();
    return (name: string): FieldAxis | null => {
      if (!made.has(name)) {
        const column = columns.find(({ field }) => field.name === name);
        made.set(name, column ? fieldAxis(column, layers, chosen.get(name)) : null);
      }
      return made.get(name)!;
    };
  });
  const names = computed(() => {
    if (!table.value) return [];
    const { figure, metric } = state.value;
    if (figure === 'parallel') return parallelFields(table.value, state.value);
    if (figure === 'scatter') return scatterFields(table.value, state.value);
    if (figure === 'contour' || figure === 'slices') return planeFields(table.value, state.value);
    return figure === 'importance' ? [metric] : [];
  });
  /** The axes of the figure shown. */
  const axes = computed(() => names.value.flatMap((name) => axisOf.value(name) ?? []));
  /** The metric that decides which run is best. */
  const judged = computed(() => axisOf.value(state.value.metric));

  const request = computed(() =>
    table.value && judged.value && state.value.figure === 'importance'
      ? importanceRequest(settings(table.value), judged.value)
      : null,
  );
  const importance = useImportance(() => request.value);
  const timeline = useTimeline(() => (state.value.figure === 'timeline' ? selection.value : null));

  /** The choice of each field that the figure shows. */
  const controls = computed((): Control[] => {
    const { figure } = state.value;
    const isMetric = (name: string): boolean => findField(name)?.group === 'metric';
    const options =
      figure === 'importance' ? fields.value.filter(({ value }) => isMetric(value)) : fields.value;
    return Object.entries(chosenIn[figure] ?? {}).map(([key, label], at) => {
      return { key, label, value: names.value[at]!, options };
    });
  });

  /** null until the runs are read. */
  const figure = computed((): Figure | null => {
    if (!table.value || !judged.value) return null;
    const input = {
      table: table.value,
      axes: axes.value,
      judged: state.value.metric,
      selected: selected.value,
      choices: choices.value,
    };
    switch (state.value.figure) {
      case 'parallel':
        return exploreParallel(input);
      case 'scatter':
        return { ...exploreScatter(input), controls: controls.value };
      case 'contour':
        return { ...contourFigure(input), controls: controls.value };
      case 'slices':
        return { ...sliceFigure(input), controls: controls.value };
      case 'importance': {
        const answer = importance.value.value;
        const labelOf = (name: string): string => axisOf.value(name)?.label ?? name;
        const made = answer && importanceFigure({ ...answer, metric: judged.value, labelOf });
        return made && { ...made, controls: controls.value };
      }
      default:
        return timeline.value.value && timelineFigure(timeline.value.value, selected.value, choices.value);
    }
  });
  /** Why a figure with a read of its own is missing. */
  const figureError = computed(() => importance.error.value ?? timeline.error.value);
  const isMaking = computed(() => importance.isLoading.value || timeline.isLoading.value);

  return { axes, figure, judged, fields, figureError, isMaking };
}

/** Every field that a run of the history has, the metrics first. */
function useFieldOptions(layers: () => NamedLayers) {
  const client = useClient();
  const { value } = useLatest(
    () => true,
    async () => (await client.describeFields({})).occurring,
  );
  const groups = ['metric', 'config', 'run'];
  const isDrawn = (name: string): boolean => !['name', 'id', 'notes', 'error', 'digest'].includes(name);
  return computed(() => {
    const occurring = (value.value ?? []).filter(({ name }) => isDrawn(name) && findField(name) !== null);
    return groups
      .flatMap((group) => occurring.filter((field) => field.group === group))
      .map((field) => ({ value: field.name, label: fieldLabel(field, layers()) }));
  });
}
