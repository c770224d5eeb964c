import { useResizeObserver } from '@vueuse/core';
import { computed, onBeforeUnmount, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { useChartPage } from './chart-page.ts';
import { chartConfiguration, chartOptions, yAxisWidthPx } from './chart-setup.ts';
import { buildChartState, type BuiltState, type ChartContent, type PointCache } from './chart-state.ts';
import { useChartTheme, withOpacity } from './chart-theme.ts';
import { endLabelWidth } from './end-labels.ts';
import { oneAFrame } from '#ui';
import { chartData, projectionOf } from './series-controller.ts';
import { Chart } from './register.ts';
import type { Projection } from './line-path.ts';
import type { AxisRange } from './ticks.ts';
import { within } from './view-range.ts';

/** The positions of things on a drawn chart, for what lies over it. */
export interface ChartGeometry {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Projection;
  readonly y: Projection;
  readonly state: BuiltState;
}

export interface LineChartHandle {
  readonly geometry: Readonly<ShallowRef<ChartGeometry | null>>;
  /** True while a y range chosen by the user is shown. */
  readonly yZoomed: Readonly<ShallowRef<boolean>>;
  reset(): void;
}

/** Charts of at most this many lines are drawn in the same frame as others. */
const fewLines = 24;

/** Keeps a Chart on `canvas` that follows `content`, the page and the theme, redrawn at most once per frame. */
export function useLineChart(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  content: () => ChartContent,
  /** The key under which the page stores the visible range of values. */
  name: () => string,
): LineChartHandle {
  const page = useChartPage();
  const theme = useChartTheme();
  const geometry = shallowRef<ChartGeometry | null>(null);
  const yView = computed((): AxisRange | null => page.valueViews.value[name()] ?? null);
  const yZoomed = computed(() => yView.value !== null);
  const cache: PointCache = new WeakMap();
  // Never reactive: a Chart behind a Vue proxy overflows the stack.
  let chart: Chart<'series'> | null = null;
  let state: BuiltState | null = null;
  let frame = 0;
  let withdraw: (() => void) | undefined;

  function build(element: HTMLCanvasElement): BuiltState {
    const width = element.parentElement!.clientWidth;
    const height = element.parentElement!.clientHeight;
    const built = buildChartState(
      content(),
      {
        range: page.view.value ?? page.extent.value,
        zoomed: page.view.value !== null,
        logarithmicX: page.logarithmicX.value,
        plotWidthPx: Math.max(50, width - yAxisWidthPx * theme.value.textScale - 10),
        hidden: page.hidden.value,
        highlighted: page.highlighted.value,
        yView: yView.value,
      },
      theme.value,
      cache,
    );
    const context = element.getContext('2d')!;
    const texts = built.datasets.length > 0 ? [...built.labels.values()] : [];
    return {
      ...built,
      rightPaddingPx: endLabelWidth(context, texts, theme.value, { width, height: height - 40 }),
    };
  }

  function draw(): void {
    cancelAnimationFrame(frame);
    frame = 0;
    withdraw?.();
    const element = canvas.value;
    if (!element?.parentElement || element.parentElement.clientWidth === 0) return;
    state = build(element);
    if (!chart) {
      // To make a chart takes as long as to draw many lines: those follow in a task of their own.
      const isCrowded = state.datasets.length > fewLines;
      const made = isCrowded ? { ...state, datasets: [] } : state;
      chart = new Chart(element, chartConfiguration(made, zoomOptions()));
      chart.options.onResize = schedule;
      updateOnceAFrame(chart);
      if (isCrowded) return void (withdraw = oneAFrame(draw, true));
    } else {
      chart.data = chartData(state.datasets);
      chart.options = { ...chartOptions(state, zoomOptions()), onResize: schedule };
      Chart.prototype.update.call(chart, 'none');
    }
    readGeometry();
  }

  /** Wheel and drag move only the scales: layout and painting follow with the next frame. */
  function updateOnceAFrame(moved: Chart<'series'>): void {
    moved.update = (mode) => {
      if (mode === 'resize') return Chart.prototype.update.call(moved, mode);
      for (const scale of Object.values(moved.scales)) {
        const { min, max } = scale.options as unknown as AxisRange;
        Object.assign(scale, { min, max });
      }
      schedule();
    };
  }

  function readGeometry(): void {
    const x = chart?.scales['x'];
    const y = chart?.scales['y'];
    if (!chart || !state || !x || !y) return;
    const { left, right, top, bottom } = chart.chartArea;
    geometry.value = { left, right, top, bottom, x: projectionOf(x), y: projectionOf(y), state };
  }

  /** Wheel and drag move the chart at once; this passes the change on to the rest of the page. */
  function moved({ chart: zoomed }: { chart: { scales: Record<string, AxisRange> } }): void {
    const { x, y } = zoomed.scales;
    if (!x || !y || !state) return;
    const logarithmic = state.logarithmicX;
    page.view.value = within(
      { min: x.min, max: x.max },
      { limits: logarithmic ? { ...page.extent.value, min: 1 } : page.extent.value, logarithmic },
    );
    const height = state.y.max - state.y.min;
    const unchanged = Math.abs(y.min - state.y.min) + Math.abs(y.max - state.y.max) < height * 1e-9;
    if (!unchanged)
      page.valueViews.value = { ...page.valueViews.value, [name()]: { min: y.min, max: y.max } };
    schedule();
  }

  function zoomOptions(): object {
    const { min, max } = page.extent.value;
    const limits = { min: page.logarithmicX.value ? Math.max(1, min) : min, max, minRange: 4 };
    return {
      limits: { x: limits },
      zoom: {
        wheel: { enabled: true, speed: 0.12 },
        pinch: { enabled: true },
        drag: {
          enabled: true,
          modifierKey: 'shift',
          backgroundColor: withOpacity(theme.value.crosshair, 0.2),
        },
        mode: 'x',
        scaleMode: 'y',
        onZoom: moved,
      },
      pan: { enabled: true, mode: () => (yZoomed.value ? 'xy' : 'x'), scaleMode: 'y', onPan: moved },
    };
  }

  function schedule(): void {
    // Until the chart is created, its first draw is already requested.
    if (frame === 0 && chart) frame = requestAnimationFrame(draw);
  }

  function showAllValues(): void {
    const { [name()]: zoomed, ...others } = page.valueViews.value;
    if (zoomed) page.valueViews.value = others;
  }

  function reset(): void {
    showAllValues();
    page.view.value = null;
    schedule();
  }

  /** When new data for many lines arrive, one chart is redrawn per frame; a zoom, a switch or the theme redraws all charts at once. */
  function take({ series }: ChartContent): void {
    if (series.length <= fewLines) schedule();
    else if (chart) withdraw = oneAFrame(draw, true);
  }

  watch(content, take);
  watch([page.view, yView, page.extent, page.logarithmicX, page.hidden, page.highlighted, theme], schedule);
  watch([page.logarithmicX, () => content().logarithmicY], showAllValues);
  // Called at once, and again when a collapsed pane is opened: a chart cannot be created without a size.
  useResizeObserver(
    () => canvas.value?.parentElement,
    () => {
      if (!chart) withdraw = oneAFrame(draw, true);
    },
  );
  onBeforeUnmount(() => {
    withdraw?.();
    cancelAnimationFrame(frame);
    chart?.destroy();
  });

  return { geometry, yZoomed, reset };
}
