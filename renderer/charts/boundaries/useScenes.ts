import { AppError } from '#api';
import { onScopeDispose, shallowRef, triggerRef, watch, type ShallowRef } from 'vue';
import { createWorkerCalls } from '../../composables/worker-calls.ts';
import type { Disagreement, DisagreementRequest } from './disagreement-map.ts';
import type { Scene, SceneRequest } from './scene.ts';

export interface Made<Result> {
  /** Those that are made, by index; told of whenever one more is. */
  readonly made: Readonly<ShallowRef<ReadonlyMap<number, Result>>>;
  readonly error: Readonly<ShallowRef<AppError | null>>;
}

interface Wishes<Request> {
  /** May grow. */
  readonly requests: () => readonly Request[];
  /** The index to be made first, then those nearest to it. */
  readonly wanted: () => number;
  /** Changes when the requests do more than grow, as with the theme: then all are made anew. */
  readonly key: () => unknown;
}

/** The scenes of several snapshots, each made once, in a worker: scrubbing then only draws. */
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

function useMade<Request, Result>(
  start: () => Worker,
  { requests, wanted, key }: Wishes<Request>,
): Made<Result> {
  const shown = shallowRef<ReadonlyMap<number, Result>>(new Map());
  const error = shallowRef<AppError | null>(null);
  const worker = createWorkerCalls<Request, Result>(start);
  let made = new Map<number, Result>();
  let generation = 0;
  let busy = false;

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = nextOf(); next >= 0; next = nextOf()) {
      const mine = generation;
      try {
        const result = await worker.call(requests()[next]!);
        if (mine !== generation) continue;
        made.set(next, result);
        shown.value = made;
        triggerRef(shown);
      } catch (thrown) {
        error.value = AppError.from(thrown);
        break;
      }
    }
    busy = false;
  }

  /** The index nearest to the wanted one that is not made yet; -1 when all are. */
  function nextOf(): number {
    let next = -1;
    const distance = (index: number): number => Math.abs(index - wanted());
    for (let index = 0; index < requests().length; index++) {
      if (!made.has(index) && (next < 0 || distance(index) < distance(next))) next = index;
    }
    return next;
  }

  watch(
    key,
    () => {
      generation++;
      // The old pictures stay on screen until the first new one replaces them.
      made = new Map();
      error.value = null;
      void work();
    },
    { immediate: true },
  );
  watch(
    () => requests().length,
    () => void work(),
  );
  onScopeDispose(() => {
    generation++;
    worker.end();
  });

  return { made: shown, error };
}
