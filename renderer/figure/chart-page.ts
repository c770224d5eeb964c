import { inject, provide, ref, shallowRef, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import { createLegendState, type LegendState } from './legend-state.ts';
import type { AxisRange } from './ticks.ts';

/** What the charts of one page share: the epoch axis, the crosshair, and which lines are shown. */
export interface ChartPage extends LegendState {
  /** All epochs that the page has. Set by the screen. */
  readonly extent: ShallowRef<AxisRange>;
  /** The zoomed interval, or null when all epochs show. */
  readonly view: ShallowRef<AxisRange | null>;
  /** Intervals of values that somebody zoomed to, by the charts' names. */
  readonly valueViews: ShallowRef<Readonly<Record<string, AxisRange>>>;
  readonly logarithmicX: Ref<boolean>;
  /** Epoch under the crosshair, or null. */
  readonly cursor: ShallowRef<number | null>;
  /** True while the keyboard moves the crosshair, so that the readout is spoken. */
  readonly cursorSpoken: Ref<boolean>;
}

const pageKey: InjectionKey<ChartPage> = Symbol('chart page');

/**
 * Makes the shared state of a page and hands it to the charts below. `hidden` groups start switched off. With a `cursor` the page's
 * crosshair is the screen's: charts point it, and the screen may put it somewhere.
 */
export function provideChartPage(
  hidden: readonly string[] = [],
  cursor?: ShallowRef<number | null>,
): ChartPage {
  const page = { ...createChartPage(hidden), ...(cursor && { cursor }) };
  provide(pageKey, page);
  return page;
}

/** The page of the calling chart. */
export function useChartPage(): ChartPage {
  const page = inject(pageKey);
  if (!page) throw new Error('no chart page: provideChartPage was not called');
  return page;
}

export function createChartPage(initiallyHidden: readonly string[] = []): ChartPage {
  return {
    ...createLegendState(initiallyHidden),
    extent: shallowRef({ min: 0, max: 1 }),
    view: shallowRef(null),
    valueViews: shallowRef({}),
    logarithmicX: ref(false),
    cursor: shallowRef(null),
    cursorSpoken: ref(false),
  };
}
