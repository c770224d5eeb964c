import type { ShallowRef } from 'vue';
import type { ChartPage } from './chart-page.ts';
import { unproject } from './line-path.ts';
import type { AxisRange } from './ticks.ts';
import type { ChartGeometry } from './useLineChart.ts';
import { panRange, zoomRange, type ViewFrame } from './view-range.ts';

export interface ChartPointer {
  move(event: PointerEvent): void;
  leave(): void;
  key(event: KeyboardEvent): void;
}

const zoomStep = 1.5;
const panShare = 0.1;

/** Crosshair, zoom and pan by pointer position and keyboard. The zoom plugin handles wheel and drag. */
export function useChartPointer(
  page: ChartPage,
  geometry: Readonly<ShallowRef<ChartGeometry | null>>,
  reset: () => void,
): ChartPointer {
  const range = (): AxisRange => page.view.value ?? geometry.value?.state.x ?? page.extent.value;
  const frame = (): ViewFrame => {
    const { min, max } = page.extent.value;
    const logarithmic = page.logarithmicX.value;
    return { limits: logarithmic ? { min: Math.max(1, min), max } : { min, max }, logarithmic };
  };

  function move(event: PointerEvent): void {
    const shape = geometry.value;
    if (!shape) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const left = event.clientX - box.left;
    page.cursorSpoken.value = false;
    const inside = left >= shape.left - 4 && left <= shape.right + 4;
    page.cursor.value = inside ? nearestEpoch(unproject(shape.x, left)) : null;
  }

  function nearestEpoch(epoch: number): number {
    const { min, max } = page.extent.value;
    return Math.min(Math.max(Math.round(epoch), Math.ceil(min)), Math.floor(max));
  }

  function step(direction: number): void {
    const shape = geometry.value;
    if (!shape) return;
    const cursor = page.cursor.value ?? (range().min + range().max) / 2;
    const at =
      shape.x.offset + shape.x.scale * (shape.x.logarithmic ? Math.log10(Math.max(cursor, 1)) : cursor);
    const byPixel = nearestEpoch(unproject(shape.x, at + direction));
    page.cursor.value = byPixel === Math.round(cursor) ? nearestEpoch(cursor + direction) : byPixel;
  }

  const zoom = (factor: number): void => {
    const { min, max } = range();
    page.view.value = zoomRange(range(), factor, page.cursor.value ?? (min + max) / 2, frame());
  };
  const pan = (share: number): void => {
    page.view.value = panRange(range(), share, frame());
  };
  const jump = (epoch: number): void => {
    page.cursor.value = nearestEpoch(epoch);
  };

  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    'shift+ArrowLeft': () => pan(-panShare),
    'shift+ArrowRight': () => pan(panShare),
    Home: () => jump(range().min),
    End: () => jump(range().max),
    '+': () => zoom(zoomStep),
    '=': () => zoom(zoomStep),
    '-': () => zoom(1 / zoomStep),
    '0': reset,
    Escape: () => (page.view.value ? reset() : leave()),
  };

  function key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = event.shiftKey && event.key.length > 1 ? `shift+${event.key}` : event.key;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) return;
    page.cursorSpoken.value = true;
    event.preventDefault();
    action();
  }

  function leave(): void {
    page.cursor.value = null;
  }

  return { move, leave, key };
}
