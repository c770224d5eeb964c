import type { SeriesMetric } from '#api';
import { computed, type ComputedRef } from 'vue';
import { useClient, useLatest } from '#data';
import type { ComparedPoints } from './useComparedSeries.ts';

/** What to read around the crosshair. */
export interface CursorQuestion {
  /** The runs with points left out. */
  readonly ids: readonly string[];
  readonly metrics: readonly SeriesMetric[];
  readonly epoch: number;
  /** The largest number of epochs between two validations. */
  readonly stride: number;
}

/** A crosshair that moves shows the points that are there: each answer would draw the whole table again. */
const restsAfterMs = 80;

/** The points of runs, exact at the crosshair: what was left out there is read again. */
export function useCursorValues(
  points: () => ReadonlyMap<string, ComparedPoints>,
  question: () => CursorQuestion | null,
): ComputedRef<ReadonlyMap<string, ComparedPoints>> {
  const client = useClient();
  const { value } = useLatest(
    question,
    async ({ ids, metrics, epoch, stride }) => {
      const range = { min: Math.max(0, Math.floor(epoch) - stride), max: Math.ceil(epoch) + stride };
      const asked = { ids: [...ids], metrics: [...metrics], fromEpoch: range.min, toEpoch: range.max };
      const { runs } = await client.readManySeries(asked);
      return new Map(runs.map(({ id, series }) => [id, { range, series }]));
    },
    { key: (asked) => JSON.stringify(asked), inTurn: true, settleMs: restsAfterMs },
  );
  return computed(() => {
    const around = value.value;
    if (around === null) return points();
    return new Map(
      [...points()].map(([id, known]) => {
        const detail = around.get(id);
        return [id, detail ? { ...known, detail } : known];
      }),
    );
  });
}
