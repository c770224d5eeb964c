import { readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { historyFiles, movedTo, ownEntries } from '#storage';
import { chosenFolder } from './current-folder.ts';
import { changeChoice, readChoice } from './folder-choice.ts';

/** The copy of the history left behind by a move. */
export interface OldCopy {
  readonly folder: string;
  readonly sizeBytes: number;
}

/** Null if there is none; a folder without the note that its history was moved may be in use again. */
export function oldCopyOf(home: string): OldCopy | null {
  const folder = readChoice(home).oldCopy;
  if (folder === null || folder === chosenFolder(home) || movedTo(folder) === null) return null;
  const files = historyFiles(folder);
  if (files.length === 0) return null;
  return { folder, sizeBytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * Deletes it using `discard`, one file or folder at a time, the database first. The app's own folder and anything else in the folder stay.
 * Rejects with the error of `discard`: the rest is still there then.
 */
export async function deleteOldCopy(home: string, discard: (path: string) => Promise<void>): Promise<void> {
  const copy = oldCopyOf(home);
  if (copy === null) return;
  for (const name of ownEntries(copy.folder, copy.folder !== home)) await discard(join(copy.folder, name));
  if (readdirSync(copy.folder).length === 0) rmdirSync(copy.folder);
  changeChoice(home, { oldCopy: null });
}
