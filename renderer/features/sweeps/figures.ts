import type { Component } from 'vue';
import GapAgainstLambda from './figures/GapAgainstLambda.vue';

/**
 * The figures of a sweep. Each takes `sweep`, `at` (by which epoch runs are judged) and `selected` (ids of runs to bring out),
 * and emits `select` (ids picked out, null for none) and `open` (the id of one run).
 */
export const figures: readonly {
  readonly value: string;
  readonly label: string;
  readonly component: Component;
}[] = [{ value: 'gap', label: 'Gap', component: GapAgainstLambda }];
