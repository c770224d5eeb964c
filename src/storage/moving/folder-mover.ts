import type { FolderPlan } from '#api';
import { withStorageErrors } from '../sqlite-errors.ts';
import { checkDestination, type MoveQuestion } from './destination.ts';
import { discardCopy, moveFolder, type MoveProgress } from './move-folder.ts';

/** Moves the history of a folder, as run by a thread: one step at a time, each a few milliseconds long except for the check at the end. */
export function createFolderMover(question: MoveQuestion) {
  let moving: Generator<MoveProgress, void> | null = null;
  return {
    /** See `checkDestination`. */
    inspect: (to: string): FolderPlan => withStorageErrors(() => checkDestination(question, to)),
    begin(to: string): null {
      moving = moveFolder(question.from, to);
      return null;
    },
    /** Runs the next step; null if the move is complete. */
    step(): MoveProgress | null {
      return withStorageErrors(() => moving?.next().value ?? null);
    },
    /** Ends the move, even one that failed, and deletes what it copied. */
    discard(to: string): null {
      moving?.return();
      moving = null;
      withStorageErrors(() => discardCopy(question.from, to));
      return null;
    },
  };
}
