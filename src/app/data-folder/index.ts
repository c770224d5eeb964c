export { chosenFolder, currentFolder, useFolder } from './current-folder.ts';
export { defaultDataDir } from './default-folder.ts';
export { changeChoice, readChoice, type FolderChoice } from './folder-choice.ts';
export { createHistoryMove, type HistoryMove } from './history-move.ts';
export { deleteOldCopy, oldCopyOf, type OldCopy } from './old-copy.ts';
