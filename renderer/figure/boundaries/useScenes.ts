import type { AppError } from '#api';
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { steadyList } from '../../data/steady-list.ts';
import { useLatest } from '../../data/useLatest.ts';
import { createWorkerCalls } from '../../data/worker-calls.ts';
import type { Disagreement, DisagreementRequest } from './disagreement-map.ts';
import type { Scene, SceneRequest } from './scene.ts';

export interface Made<Result> {
  /** The results so far for the current requests, by index; a new map with each result. */
  readonly made: ComputedRef<ReadonlyMap<number, Result>>;
  readonly error: Readonly<ShallowRef<AppError | null>>;
}

interface Wishes<Request> {
  /** May grow. */
  readonly requests: () => readonly Request[];
  /** The index to make first, followed by those nearest to it. */
  readonly wanted: () => number;
  /** Changes, e.g. with the theme, whenever the requests do more than grow: then all are made again. */
  readonly key: () => readonly unknown[];
}

/** The scenes of several snapshots, each made once, in a worker, so that scrubbing only has to draw. */
export function useScenes(wishes: Wishes<SceneRequest>): Made<Scene> {
  return useMade(() => new Worker(new URL('./scene-worker.ts', import.meta.url), { type: 'module' }), wishes);
}

/** Maps of where several networks disagree, made in a worker. */
export function useDisagreements(wishes: Wishes<DisagreementRequest>): Made<Disagreement> {
  return useMade(
    () => new Worker(new URL('./disagreement-worker.ts', import.meta.url), { type: 'module' }),
    wishes,
  );
}

/** Has a worker answer the requests one by one; a test without a page passes its own worker as `start`. */
export function useMade<Request, Result>(
  start: () => Worker,
  { requests, wanted, key }: Wishes<Request>,
): Made<Result> {
  const worker = createWorkerCalls<Request, Result>(start);
  const keyNow = steadyList(key);
  const none: ReadonlyMap<number, Result> = new Map();
  const shown = shallowRef({ key: keyNow.value, made: none });
  const made = computed(() => (shown.value.key === keyNow.value ? shown.value.made : none));

  /** The index nearest to the wanted one that is not made yet; -1 if all are. */
  function nextOf(): number {
    let next = -1;
    const distance = (index: number): number => Math.abs(index - wanted());
    for (let index = 0; index < requests().length; index++) {
      if (!made.value.has(index) && (next < 0 || distance(index) < distance(next))) next = index;
    }
    return next;
  }

  const { error, reload } = useLatest(
    () => keyNow.value,
    async (asked, signal) => {
      for (let next = nextOf(); next >= 0; next = nextOf()) {
        const result = await worker.call(requests()[next]!);
        if (signal.aborted || asked !== keyNow.value) return;
        shown.value = { key: asked, made: new Map(made.value).set(next, result) };
      }
    },
  );
  watch(
    () => requests().length,
    () => void reload(),
  );
  onScopeDispose(() => worker.end());

  return { made, error };
}
