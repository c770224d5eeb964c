import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#api';
import { syncToDisk } from '../sync-to-disk.ts';

/** File in a folder whose history was moved: says where to, for people to read. While it is there, nothing opens the folder. */
export const movedNoteName = 'moved-to.txt';
/** File in a folder that a history is being copied to: nothing opens what may be incomplete. */
export const copyMarkName = 'copy-in-progress.json';

/** Describes the unfinished copy in a folder. */
export interface CopyMark {
  /** Folder it is copied from. */
  readonly from: string;
  /** True if the folder was created for the copy. */
  readonly isNewFolder: boolean;
}

/** Throws AppError conflict for a folder whose history is elsewhere, or not yet complete. */
export function refuseMovedFolder(dataDir: string): void {
  const to = movedTo(dataDir);
  if (to !== null) {
    throw new AppError(
      'conflict',
      `the history of ${dataDir} was moved to ${to}; open it there, or delete ${join(dataDir, movedNoteName)} to open ` +
        'the old copy, as it was then',
    );
  }
  if (!existsSync(join(dataDir, copyMarkName))) return;
  throw new AppError(
    'conflict',
    `${dataDir} has an unfinished copy of a history; open the desktop app, which finishes it, or choose another folder with --data-dir`,
  );
}

/** Where the history is according to the folder's note; null without a note. */
export function movedTo(folder: string): string | null {
  const text = read(join(folder, movedNoteName));
  if (text === null) return null;
  return text.split(/\r?\n/)[2]?.trim() || 'another folder';
}

/** Throws the errors of the file system. */
export function writeMovedNote(folder: string, to: string): void {
  const note = join(folder, movedNoteName);
  writeFileSync(
    note,
    `The history of Lambdascope that was in this folder has been moved to

${to}

It was copied there on ${new Date().toISOString().slice(0, 10)}, and every byte of the copy was compared. What is left here is the copy
that stayed behind, and Lambdascope does not open it while this note is beside it. Settings > Data deletes it.
`,
    { flush: true },
  );
  syncToDisk(folder);
}

export function removeMovedNote(folder: string): void {
  rmSync(join(folder, movedNoteName), { force: true });
}

/** The mark of an unfinished copy; null if there is none, or it cannot be read. */
export function copyMarkOf(folder: string): CopyMark | null {
  try {
    const mark = JSON.parse(read(join(folder, copyMarkName)) ?? 'null') as Partial<CopyMark> | null;
    if (typeof mark?.from !== 'string') return null;
    return { from: mark.from, isNewFolder: mark.isNewFolder === true };
  } catch {
    return null;
  }
}

/** Throws the errors of the file system. */
export function writeCopyMark(folder: string, mark: CopyMark): void {
  writeFileSync(join(folder, copyMarkName), `${JSON.stringify(mark)}\n`, { flush: true });
  syncToDisk(folder);
}

export function removeCopyMark(folder: string): void {
  rmSync(join(folder, copyMarkName), { force: true });
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return existsSync(file) ? '' : null; // even an unreadable file means something
  }
}
