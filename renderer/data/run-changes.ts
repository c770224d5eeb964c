import { type CommandInput } from '#api';
import { isNumber, isObject, isText } from './preference-kinds.ts';

const takingBack = ['tagRuns', 'editRuns', 'stopRuns', 'resumeRuns', 'trashRuns', 'restoreRuns'] as const;
type TakingBack = (typeof takingBack)[number];

/** A command that undoes part of a change, in a form that can be stored. */
export type BackStep = {
  readonly [Name in TakingBack]: readonly [command: Name, input: CommandInput<Name>];
}[TakingBack];

/** A change of runs that can be undone. */
export interface RunChange {
  /** What was done, as a sentence. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly back: readonly BackStep[];
}

export const isRunChange = (entry: unknown): entry is RunChange =>
  isObject(entry) &&
  isText(entry['text']) &&
  isNumber(entry['at']) &&
  Array.isArray(entry['back']) &&
  entry['back'].every((step) => Array.isArray(step) && takingBack.includes(step[0] as TakingBack));
