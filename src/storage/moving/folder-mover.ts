import type { FolderPlan } from '#api';
import { withStorageErrors } from '../sqlite-errors.ts';
import { checkDestination, type MoveQuestion } from './destination.ts';
import { discardCopy, moveFolder, type MoveProgress } from './move-folder.ts';

/** Moves the history of a folder, as a thread does it: a step at a time, each of some milliseconds but for the check at the end. */
export function createFolderMover(question: MoveQuestion) {
  let moving: Generator<MoveProgress, void> | null = null;
  return {
    /** See `checkDestination`. */
    inspect: (to: string): FolderPlan => withStorageErrors(() => checkDestination(question, to)),
    begin(to: string): null {
      moving = moveFolder(question.from, to);
      return null;
    },
    /** The next step; null if all is done. */
    step(): MoveProgress | null {
      return withStorageErrors(() => moving?.next().value ?? null);
    },
    /** Ends the move, also one that failed, and deletes what it copied. */
    discard(to: string): null {
      moving?.return();
      moving = null;
      withStorageErrors(() => discardCopy(question.from, to));
      return null;
    },
  };
}
