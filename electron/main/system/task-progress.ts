import type { ProgressBarOptions } from 'electron';
import type { Activity } from '#api';

/** The progress shown on the app's icon in the taskbar or dock; a value below 0 shows nothing. */
export interface TaskProgress {
  /** Fraction done, 0 to 1; -1 for nothing. */
  readonly value: number;
  /** Only Windows draws it; elsewhere only the fraction is shown. */
  readonly mode: NonNullable<ProgressBarOptions['mode']>;
}

/** The progress of training: yellow while all of it is paused, red while nothing can be stored. */
export function taskProgress(activity: Activity): TaskProgress {
  const { liveRuns, runningRuns, pausedRuns, progress, folder, trainers } = activity;
  if (liveRuns === 0) return { value: -1, mode: 'none' };
  if (folder !== null || trainers !== null) return { value: progress, mode: 'error' };
  return { value: progress, mode: runningRuns === 0 && pausedRuns > 0 ? 'paused' : 'normal' };
}
