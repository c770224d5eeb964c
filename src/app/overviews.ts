import type { Store } from '#storage';
import { type BackgroundOptions, type BackgroundWork, createBackgroundWork } from './background-work.ts';

export interface OverviewOptions extends Pick<BackgroundOptions, 'onDefect' | 'wait'> {
  readonly store: Pick<Store, 'missingOverview' | 'saveOverview'>;
}

/** Makes overviews of the curves of long runs; pauses after each step for as long as it took. Wake it when runs end or have grown a lot. */
export function createOverviews({ store, onDefect, wait }: OverviewOptions): BackgroundWork {
  async function step(): Promise<number | null> {
    const start = performance.now();
    const overview = await store.missingOverview();
    if (overview === null) return null;
    await store.saveOverview(overview);
    return performance.now() - start;
  }
  return createBackgroundWork({ step, onDefect, wait });
}
