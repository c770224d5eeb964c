import { onScopeDispose, shallowRef, watch } from 'vue';
import { createWorkerCalls, useLatest } from '#data';
import type { Scene, SceneRequest } from '../../../figure/boundaries/scene.ts';
import type { Snapshot } from './useComparedSnapshots.ts';

/** A requested picture of these parameters. */
export interface SceneWish {
  readonly snapshot: Snapshot;
  readonly request: Omit<SceneRequest, 'parameters'>;
}

const startWorker = (): Worker =>
  new Worker(new URL('../../../figure/boundaries/scene-worker.ts', import.meta.url), { type: 'module' });

/** Pictures of many networks, each made once, in a worker: those nearest to `epoch` first. A test passes its own worker as `start`. */
export function useSnapshotScenes(
  wishes: () => readonly SceneWish[],
  epoch: () => number,
  start: () => Worker = startWorker,
) {
  const worker = createWorkerCalls<SceneRequest, Scene>(start);
  const made = new Map<Snapshot, { readonly request: object; readonly scene: Scene }>();
  /** What has been made so far; a new map with each addition. */
  const scenes = shallowRef<ReadonlyMap<Snapshot, Scene>>(new Map());

  /** The request nearest to the epoch that is not made yet. */
  function next(): SceneWish | undefined {
    let nearest: SceneWish | undefined;
    for (const wish of wishes()) {
      if (made.get(wish.snapshot)?.request === wish.request) continue;
      const distance = Math.abs(wish.snapshot.epoch - epoch());
      if (!nearest || distance < Math.abs(nearest.snapshot.epoch - epoch())) nearest = wish;
    }
    return nearest;
  }

  function show(): void {
    const wanted = new Map(wishes().map(({ snapshot, request }) => [snapshot, request]));
    for (const [snapshot, { request }] of made) if (wanted.get(snapshot) !== request) made.delete(snapshot);
    scenes.value = new Map([...made].map(([snapshot, { scene }]) => [snapshot, scene]));
  }

  const { error, reload } = useLatest(
    () => 'scenes',
    async (_, signal) => {
      for (let wish = next(); wish; wish = next()) {
        const { snapshot, request } = wish;
        const scene = await worker.call({ ...request, parameters: snapshot.parameters });
        if (signal.aborted) return;
        made.set(snapshot, { request, scene });
        show();
      }
    },
  );
  watch(wishes, () => {
    show();
    void reload();
  });
  onScopeDispose(() => worker.end());
  return { scenes, error };
}
