import type { Component } from 'vue';
import type { PreferenceValue } from '#data';
import type { MakeSweepFigure } from '../../figures/cube.ts';
import { gapAgainstLambda } from '../../figures/gap.ts';
import { heatMap } from '../../figures/heat.ts';
import { pairedFigure } from '../../figures/paired.ts';
import { parallelFigure } from '../../figures/parallel.ts';
import { scatterFigure } from '../../figures/scatter.ts';
import BoundariesFigure from './figures/BoundariesFigure.vue';
import CurvesFigure from './figures/CurvesFigure.vue';
import DisagreementFigure from './figures/DisagreementFigure.vue';
import PlainFigure from './figures/PlainFigure.vue';
import WeightsFigure from './figures/WeightsFigure.vue';

/**
 * The figures of a sweep: `make` builds one from the sweep's own values, `component` reads more from the host. A component takes `sweep`,
 * `at` and `selected`, and emits `select` (selected ids, null for none) and `open` (the id of one run).
 */
export interface SweepFigure {
  readonly value: PreferenceValue<'sweep.figure'>;
  readonly label: string;
  readonly component: Component;
  readonly make?: MakeSweepFigure;
}

export const figures: readonly SweepFigure[] = [
  { value: 'gap', label: 'Gap', component: PlainFigure, make: gapAgainstLambda },
  { value: 'curves', label: 'Curves', component: CurvesFigure },
  { value: 'pairs', label: 'Pairs', component: PlainFigure, make: pairedFigure },
  { value: 'path', label: 'Weights', component: WeightsFigure },
  { value: 'heat', label: 'Heat map', component: PlainFigure, make: heatMap },
  { value: 'parallel', label: 'Parallel', component: PlainFigure, make: parallelFigure },
  { value: 'scatter', label: 'Scatter', component: PlainFigure, make: scatterFigure },
  { value: 'boundaries', label: 'Boundaries', component: BoundariesFigure },
  { value: 'disagreement', label: 'Disagreement', component: DisagreementFigure },
];
