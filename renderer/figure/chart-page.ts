import { inject, provide, ref, shallowRef, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import { createLegendState, type LegendState } from './legend-state.ts';
import type { AxisRange } from './ticks.ts';

/** What the charts on one page share: the epoch axis, the crosshair, and which lines are shown. */
export interface ChartPage extends LegendState {
  /** The page's full range of epochs. Set by the screen. */
  readonly extent: ShallowRef<AxisRange>;
  /** The zoomed interval, or null while all epochs are shown. */
  readonly view: ShallowRef<AxisRange | null>;
  /** Value ranges the user has zoomed to, by chart name. */
  readonly valueViews: ShallowRef<Readonly<Record<string, AxisRange>>>;
  readonly logarithmicX: Ref<boolean>;
  /** Epoch under the crosshair, or null. */
  readonly cursor: ShallowRef<number | null>;
  /** True while the keyboard moves the crosshair, so that the readout is spoken. */
  readonly cursorSpoken: Ref<boolean>;
}

const pageKey: InjectionKey<ChartPage> = Symbol('chart page');

/**
 * Creates a page's shared state and provides it to the charts below. Groups in `hidden` start switched off. With `cursor`, the screen owns
 * the crosshair: charts move it, and so may the screen.
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
