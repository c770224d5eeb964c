import { createStorageThread } from '../storage-thread.ts';
import type { Remote } from '../thread-protocol.ts';
import type { MethodsOf } from '../thread-roles.ts';
import type { MoveQuestion } from './destination.ts';

/** Inspects folders, and moves the history of one, in a thread. Every failure is an AppError. */
export type FolderMover = Remote<MethodsOf<'move'>> & {
  /** Ends the thread and frees what it holds; an incomplete copy stays, to be continued later. */
  close(): Promise<void>;
};

/** `storageEntry` is the absolute path of the entry file of the store's threads. */
export function openFolderMover(storageEntry: string, question: MoveQuestion): FolderMover {
  const { methods, close } = createStorageThread({
    entry: storageEntry,
    data: () => ({ role: 'move', given: question }),
  });
  const { inspect, begin, step, discard } = methods;
  return { inspect, begin, step, discard, close };
}
