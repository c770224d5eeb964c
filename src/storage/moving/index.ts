export type { MoveQuestion } from './destination.ts';
export { historyFiles, ownEntries } from './folder-files.ts';
export type { MoveProgress } from './move-folder.ts';
export { movedTo, removeCopyMark, removeMovedNote } from './moving-notes.ts';
export { openFolderMover, type FolderMover } from './open-folder-mover.ts';
