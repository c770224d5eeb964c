import type { JudgedAt, SweepDetail } from '#api';
import { computed, type ComputedRef, shallowRef } from 'vue';
import type { FigureAxis } from './figure-axes.ts';
import { bestCell } from './gap-figure.ts';

const fewLines = 6;

/**
 * At which point each of the `others` is held, by its index. At first they vary where that makes few lines, and are otherwise held
 * where the best cell is, so that the figure shows the best that the sweep found.
 */
export function useHeldAxes(
  sweep: () => SweepDetail,
  at: () => JudgedAt,
  others: () => readonly FigureAxis[],
): {
  held: ComputedRef<ReadonlyMap<number, number>>;
  hold: (axis: number, point: number | null) => void;
} {
  const chosen = shallowRef<ReadonlyMap<number, number | null>>(new Map());
  const held = computed(() => {
    const best = bestCell(sweep(), at());
    let lines = 1;
    return new Map(
      others().flatMap(({ index, points }): [number, number][] => {
        const choice = chosen.value.get(index);
        if (choice !== undefined) return choice === null ? [] : [[index, choice]];
        if (lines * points.length <= fewLines) {
          lines *= points.length;
          return [];
        }
        return [[index, best[index] ?? points[0]!.index]];
      }),
    );
  });
  return {
    held,
    hold: (axis, point) => {
      chosen.value = new Map(chosen.value).set(axis, point);
    },
  };
}
