import { formatBytes } from '#experiments';
import type { MovingStep } from './moving-step.ts';
import type { OpeningStep } from './opening-step.ts';

/** A slow step of opening the history, in words: a heading, and a sentence without its capital and full stop. */
export interface OpeningWords {
  readonly title: string;
  readonly text: string;
  /** The fraction done, from 0 to 1; null if unknown. */
  readonly progress: number | null;
}

export function openingWords(step: OpeningStep): OpeningWords {
  switch (step.kind) {
    case 'waiting':
      return { title: 'Waiting for another program', text: waitingText(step), progress: null };
    case 'checking':
      return {
        title: 'Checking the history',
        text: `Lambdascope was not closed properly, so the whole database (${formatBytes(step.sizeBytes)}) is checked once`,
        progress: null,
      };
    case 'backingUp':
      return {
        title: 'Backing up the history',
        text: `the format of the database is about to change, so a copy is made first: ${formatBytes(step.copiedBytes)} of ${formatBytes(step.sizeBytes)}`,
        progress: Math.min(1, step.copiedBytes / Math.max(1, step.sizeBytes)),
      };
    case 'migrating':
      return {
        title: 'Updating the history',
        text:
          `step ${step.step} of ${step.of} to the format of this version` +
          (step.share === undefined ? '' : `, ${Math.floor(step.share * 100)}% of it`),
        progress: (step.step - 1 + (step.share ?? 0)) / step.of,
      };
    case 'copying':
    case 'comparing':
    case 'checkingCopy':
      return movingWords(step);
  }
}

function movingWords(step: MovingStep): OpeningWords {
  const title = 'Moving the history';
  if (step.kind === 'checkingCopy')
    return { title, text: 'the database is checked in its new folder', progress: null };
  const { doneBytes, totalBytes } = step;
  const done = `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`;
  const share = doneBytes / Math.max(1, totalBytes);
  return step.kind === 'copying'
    ? { title, text: `${done} are copied`, progress: share / 2 }
    : {
        title,
        text: `every byte of the copy is compared with the original: ${done}`,
        progress: (1 + share) / 2,
      };
}

function waitingText(step: Extract<OpeningStep, { kind: 'waiting' }>): string {
  if (step.for === 'database')
    return 'another program keeps the database locked; opening continues as soon as it is free';
  const { pid, since } = step;
  const who = pid === null ? 'another process' : `process ${pid}`;
  const when = since === null ? '' : `, since ${clockTime(new Date(since))}`;
  return `${who} is opening, updating or compacting this history${when}; opening continues as soon as that is done`;
}

const clockTime = (time: Date): string =>
  time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
