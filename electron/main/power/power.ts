import { powerSaveBlocker } from 'electron';
import type { Lambdascope } from '#app';
import type { Desktop } from '../desktop.ts';
import { createKeepAwake } from './keep-awake.ts';

/** Joins training to the machine's power. */
export function attachPower({ settings }: Pick<Desktop, 'settings'>, lambdascope: Lambdascope): void {
  const keepAwake = createKeepAwake(powerSaveBlocker);
  let isTraining = false;
  const update = (): void => keepAwake.set(isTraining && settings.current.keepAwake);
  settings.onChange(update);
  lambdascope.onEvent((event) => {
    if (event.kind !== 'activityChanged') return;
    isTraining = event.activity.runningRuns > 0;
    update();
  });
}
