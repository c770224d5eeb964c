import type { Component } from 'vue';
import BoundarySmallMultiples from './figures/BoundarySmallMultiples.vue';
import DisagreementMap from './figures/DisagreementMap.vue';
import GapAgainstLambda from './figures/GapAgainstLambda.vue';
import L1L2HeatMap from './figures/L1L2HeatMap.vue';
import PairedDifferences from './figures/PairedDifferences.vue';
import ParallelCoordinates from './figures/ParallelCoordinates.vue';
import RegularizationPath from './figures/RegularizationPath.vue';
import SeedCurves from './figures/SeedCurves.vue';
import SweepScatter from './figures/SweepScatter.vue';

/**
 * The figures of a sweep. Each takes `sweep`, `at` (by which epoch runs are judged) and `selected` (ids of runs to bring out),
 * and emits `select` (ids picked out, null for none) and `open` (the id of one run).
 */
export const figures: readonly {
  readonly value: string;
  readonly label: string;
  readonly component: Component;
}[] = [
  { value: 'gap', label: 'Gap', component: GapAgainstLambda },
  { value: 'curves', label: 'Curves', component: SeedCurves },
  { value: 'pairs', label: 'Pairs', component: PairedDifferences },
  { value: 'path', label: 'Weights', component: RegularizationPath },
  { value: 'heat', label: 'Heat map', component: L1L2HeatMap },
  { value: 'parallel', label: 'Parallel', component: ParallelCoordinates },
  { value: 'scatter', label: 'Scatter', component: SweepScatter },
  { value: 'boundaries', label: 'Boundaries', component: BoundarySmallMultiples },
  { value: 'disagreement', label: 'Disagreement', component: DisagreementMap },
];
