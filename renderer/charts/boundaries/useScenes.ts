import { AppError } from '#api';
import { onScopeDispose, shallowRef, triggerRef, watch, type ShallowRef } from 'vue';
import { createWorkerCalls } from '../../composables/worker-calls.ts';
import type { Scene, SceneRequest } from './scene.ts';

export interface UsedScenes {
  /** Those that are made, by index; replaced whenever one more is. */
  readonly scenes: Readonly<ShallowRef<ReadonlyMap<number, Scene>>>;
  readonly error: Readonly<ShallowRef<AppError | null>>;
}

/**
 * The scenes of several snapshots, each made once, in a worker, those nearest to `wanted` first: scrubbing then only draws.
 * `requests` may grow; when any of the old ones changes, as with the theme, all are made anew.
 */
export function useScenes(
  requests: () => readonly SceneRequest[],
  wanted: () => number,
  /** Turns while the requests only grow: what is made stays. */
  key: () => unknown,
): UsedScenes {
  const scenes = shallowRef<ReadonlyMap<number, Scene>>(new Map());
  const error = shallowRef<AppError | null>(null);
  const worker = createWorkerCalls<SceneRequest, Scene>(
    () => new Worker(new URL('./scene-worker.ts', import.meta.url), { type: 'module' }),
  );
  let made = new Map<number, Scene>();
  let generation = 0;
  let busy = false;

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = nextOf(); next >= 0; next = nextOf()) {
      const mine = generation;
      try {
        const scene = await worker.call(requests()[next]!);
        if (mine !== generation) continue;
        made.set(next, scene);
        scenes.value = made;
        triggerRef(scenes);
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

  return { scenes, error };
}
