import { isLive, type RunSummary } from '#api';
import { useIntervalFn } from '@vueuse/core';
import { inject, provide, ref, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import { useClient, useLatest } from '#data';
import type { CellCurve } from './curve-path.ts';

/** Curves of a run for a cell; null if it has none. */
export interface RunCurves {
  readonly dataLoss: CellCurve | null;
  readonly validationLoss: CellCurve | null;
  /** The number of epochs they cover. */
  readonly epochsDone: number;
  readonly readAt: number;
}

const points = 60;
const mostAtOnce = 100;
const mostKept = 2000;
/** How often the curves of a training run are read again. */
const liveEveryMs = 2000;
const settleMs = 60;

type Known = Readonly<ShallowRef<ReadonlyMap<string, RunCurves>>>;
const key: InjectionKey<Known> = Symbol('curves of the rows in view');

/** Reads the curves of the rows in view while a column shows them, for `useKnownCurves` below. */
export function provideCurves(rows: () => readonly RunSummary[], isWanted: () => boolean): Known {
  const client = useClient();
  const known = shallowRef<ReadonlyMap<string, RunCurves>>(new Map());
  const now = ref(Date.now());
  useIntervalFn(() => (now.value = Date.now()), liveEveryMs);

  function isLacking(run: RunSummary): boolean {
    const curves = known.value.get(run.id);
    if (curves === undefined) return run.epochsDone > 1;
    if (curves.epochsDone === run.epochsDone) return false;
    return !isLive(run.status) || now.value - curves.readAt >= liveEveryMs;
  }

  useLatest(
    () => {
      const lacking = isWanted() ? rows().filter(isLacking).slice(0, mostAtOnce) : [];
      return lacking.length === 0 ? null : lacking;
    },
    async (lacking) => {
      const answer = await client.readManySeries({
        ids: lacking.map(({ id }) => id),
        metrics: ['dataLoss', 'validationLoss'],
        maxPoints: points,
      });
      const done = new Map(lacking.map(({ id, epochsDone }) => [id, epochsDone]));
      const next = new Map(known.value);
      for (const { id, series } of answer.runs) {
        next.delete(id); // so that the oldest come first
        next.set(id, {
          dataLoss: series.dataLoss ?? null,
          validationLoss: series.validationLoss ?? null,
          epochsDone: done.get(id) ?? 0,
          readAt: Date.now(),
        });
      }
      for (const id of next.keys()) {
        if (next.size <= mostKept) break;
        next.delete(id);
      }
      known.value = next;
    },
    { key: (lacking) => lacking.map(({ id, epochsDone }) => `${id} ${epochsDone}`).join(), settleMs },
  );
  provide(key, known);
  return known;
}

export function useKnownCurves(): Known {
  return inject(key, () => shallowRef(new Map<string, RunCurves>()), true);
}
