import type { Activity } from '#api';
import { capitalize, formatSentence } from './format.ts';

export interface TwoSentences {
  readonly what: string;
  readonly advice: string;
}

/** What prevents writing to the folder, or what training is waiting for, and what to do about it, as two sentences; null for nothing. */
export function tellWaiting({ folder, held, live, trainers }: Activity): TwoSentences | null {
  if (folder !== null) {
    return { what: formatSentence(folder.reason), advice: formatSentence(folder.advice) };
  }
  const isTrouble = ({ waiting }: Activity['live'][number]): boolean =>
    waiting !== null && waiting.reason !== held?.reason;
  const waiting = live.find(isTrouble)?.waiting ?? null;
  if (waiting !== null) {
    return {
      what: formatSentence(`training is waiting: ${waiting.reason}`),
      advice: `${capitalize(waiting.advice)}; training continues automatically, and nothing is lost.`,
    };
  }
  if (trainers === null) return null;
  return {
    what: formatSentence(trainers.reason),
    advice: `${capitalize(trainers.advice)}; starting one is tried again, and what is queued stays queued.`,
  };
}

/** Why runs are paused that nobody paused, and what to do about it; null if there is no such run. */
export function tellHeld({ held, live }: Activity): TwoSentences | null {
  if (held === null || !live.some(({ waiting }) => waiting?.reason === held.reason)) return null;
  return {
    what: formatSentence(`training is paused: ${held.reason}`),
    advice: `${capitalize(held.advice)}, and training continues automatically.`,
  };
}
