import type { Activity } from '#api';
import { capitalize, formatSentence } from './format.ts';

/** What keeps the folder from being written, or for what training waits, and what to do about it, as two sentences; null for nothing. */
export function tellWaiting({ folder, live, trainers }: Activity): { what: string; advice: string } | null {
  if (folder !== null) {
    return { what: formatSentence(folder.reason), advice: formatSentence(folder.advice) };
  }
  const waiting = live.find((run) => run.waiting !== null)?.waiting ?? null;
  if (waiting !== null) {
    return {
      what: formatSentence(`training is waiting: ${waiting.reason}`),
      advice: `${capitalize(waiting.advice)}; training goes on by itself, and nothing is lost.`,
    };
  }
  if (trainers === null) return null;
  return {
    what: formatSentence(trainers.reason),
    advice: `${capitalize(trainers.advice)}; starting one is tried again, and what is queued stays queued.`,
  };
}
