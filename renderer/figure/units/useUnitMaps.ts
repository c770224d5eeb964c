import { AppError } from '#api';
import { onScopeDispose, shallowRef, watch } from 'vue';
import { createWorkerCalls, type WorkerCalls } from '../../data/worker-calls.ts';
import type { UnitMaps, UnitMapsRequest } from './unit-maps.ts';
import type { UnitCall } from './unit-worker.ts';

/** Maps as they are drawn, with what they were asked as. */
export interface MadeUnitMaps<Wish> {
  readonly wish: Wish;
  readonly maps: UnitMaps;
  /** In the detail of a picture that stays. */
  readonly isFine: boolean;
}

interface Wishes<Wish> {
  /** null for none. Another object is another wish. */
  readonly wish: () => Wish | null;
  /** Whether the next wish comes in a moment: then nothing is worked out in detail. */
  readonly isMoving: () => boolean;
}

/** A wish that stays for so long is worth its details: the next one would wait for them. */
const settledAfterMs = 150;

const startWorker = (): Worker =>
  new Worker(new URL('./unit-worker.ts', import.meta.url), { type: 'module' });

/**
 * The maps of the present wish, made in a worker, one at a time: coarse at once, fine when it stays. What was made before is shown until
 * then. `calls` gives a test its worker.
 */
export function useUnitMaps<Wish extends { readonly request: UnitMapsRequest }>(
  { wish, isMoving }: Wishes<Wish>,
  calls: WorkerCalls<UnitCall, UnitMaps> = createWorkerCalls(startWorker),
) {
  const made = shallowRef<MadeUnitMaps<Wish> | null>(null);
  const error = shallowRef<AppError | null>(null);
  let isBusy = false;
  let settled: Wish | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function work(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    try {
      for (let now = wish(); now; now = wish()) {
        const isMade = made.value?.wish === now;
        if (isMade && (made.value!.isFine || isMoving() || settled !== now)) break;
        const detail = isMade ? 'resting' : 'moving';
        const maps = await calls.call({ request: now.request, detail });
        made.value = { wish: now, maps, isFine: isMade };
        error.value = null;
        settle(now);
      }
    } catch (thrown) {
      error.value = AppError.from(thrown);
    }
    isBusy = false;
  }

  function settle(now: Wish): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      settled = now;
      void work();
    }, settledAfterMs);
  }

  watch([wish, isMoving], () => void work(), { immediate: true });
  // A picture's memory is not waited for: dozens of them are made a second.
  watch(made, (_, before) => before?.maps.picture.close(), { flush: 'post' });
  onScopeDispose(() => {
    clearTimeout(timer);
    calls.end();
    made.value?.maps.picture.close();
  });
  return { made, error };
}
