import type { Store } from '#storage';
import { type BackgroundOptions, type BackgroundWork, createBackgroundWork } from './background-work.ts';

export interface OnsetOptions extends Pick<BackgroundOptions, 'onDefect' | 'wait'> {
  readonly store: Pick<Store, 'judgeOnsets'>;
}

/** Judges where overfitting set in, for runs from before that was stored; pauses after each step for as long as it took. */
export function createOnsets({ store, onDefect, wait }: OnsetOptions): BackgroundWork {
  async function step(): Promise<number | null> {
    const start = performance.now();
    const isMore = await store.judgeOnsets();
    return isMore ? performance.now() - start : null;
  }
  return createBackgroundWork({ step, onDefect, wait });
}
