import type { ProgressBarOptions } from 'electron';
import type { Activity } from '#api';

/** What the taskbar or dock shows beside the app's icon; a value below 0 shows nothing. */
export interface TaskProgress {
  /** Done share, 0 to 1; -1 for nothing. */
  readonly value: number;
  /** Drawn on Windows alone; elsewhere the share is all there is. */
  readonly mode: NonNullable<ProgressBarOptions['mode']>;
}

/** How far what trains has come: in yellow while all of it is paused, in red while nothing can be stored. */
export function taskProgress(activity: Activity): TaskProgress {
  const { liveRuns, runningRuns, pausedRuns, progress, folder, trainers } = activity;
  if (liveRuns === 0) return { value: -1, mode: 'none' };
  if (folder !== null || trainers !== null) return { value: progress, mode: 'error' };
  return { value: progress, mode: runningRuns === 0 && pausedRuns > 0 ? 'paused' : 'normal' };
}
