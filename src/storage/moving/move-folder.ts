import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError, type MovingStep } from '#api';
import { checkFile, databaseFileName, openReadOnly, type Connection } from '../connection.ts';
import { prepareFolder } from '../open-database.ts';
import { syncToDisk } from '../sync-to-disk.ts';
import {
  deleteHistoryFiles,
  historyFiles,
  logFiles,
  logsFolderName,
  type FolderFile,
} from './folder-files.ts';
import { holdFolder } from './hold-folder.ts';
import { compareFiles, mirrorFile } from './mirror-file.ts';
import {
  copyMarkOf,
  movedTo,
  removeCopyMark,
  removeMovedNote,
  writeCopyMark,
  writeMovedNote,
} from './moving-notes.ts';

/** Progress of a move. At `ready` the copy is complete, and the setting that names the folder can be changed: nobody has written since. */
export type MoveProgress = MovingStep | { readonly kind: 'ready' };

interface OpenFile extends FolderFile {
  readonly descriptor: number;
}

/**
 * Copies the history of a folder to another one, step by step, while nothing can write to it. Every byte of the copy is compared with the
 * original, which stays, with a note that says where the history is. An interrupted move continues when it is started again. On failure
 * throws AppError and keeps the partial copy, see `discardCopy`. `to` must have been checked.
 */
export function* moveFolder(from: string, to: string): Generator<MoveProgress, void> {
  const release = holdFolder(from);
  // Closed only once nothing is locked: closing a file drops the locks that this process holds on it.
  const files: OpenFile[] = [];
  try {
    for (const file of historyFiles(from))
      files.push({ ...file, descriptor: openSync(join(from, file.name), 'r') });
    prepareCopy(from, to, files);
    yield* each(files, 'copying', to, mirrorFile);
    yield* each(files, 'comparing', to, compareFiles);
    yield { kind: 'checkingCopy' };
    checkCopy(from, to);
    copyLogs(from, to);
    tellWhere(from, to);
    yield { kind: 'ready' };
    removeMark(to);
  } catch (thrown) {
    throw copyProblem(thrown, from, to);
  } finally {
    release();
    for (const { descriptor } of files) closeSync(descriptor);
  }
}

/** Deletes an unfinished copy of `from`, and nothing else; the history can be opened by anyone again. */
export function discardCopy(from: string, to: string): void {
  const mark = copyMarkOf(to);
  if (mark?.from !== from) return;
  if (movedTo(from) === to) removeMovedNote(from);
  deleteHistoryFiles(to);
  for (const name of logFiles(to)) if (existsSync(join(from, name))) rmSync(join(to, name), { force: true });
  for (const name of ['backups', logsFolderName]) removeIfEmpty(join(to, name));
  removeCopyMark(to);
  if (mark.isNewFolder) removeIfEmpty(to);
}

function prepareCopy(from: string, to: string, files: readonly FolderFile[]): void {
  const isNewFolder = copyMarkOf(to)?.isNewFolder ?? !existsSync(to);
  prepareFolder(to);
  writeCopyMark(to, { from, isNewFolder });
  removeMovedNote(to); // a history that is moved back
  deleteHistoryFiles(to, files);
  for (const { name } of files) mkdirSync(dirname(join(to, name)), { recursive: true, mode: 0o700 });
}

function* each(
  files: readonly OpenFile[],
  kind: 'copying' | 'comparing',
  to: string,
  work: (source: number, target: string, bytes: number) => Generator<number, void>,
): Generator<MoveProgress, void> {
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  yield { kind, doneBytes: 0, totalBytes };
  for (const { descriptor, name, bytes } of files) {
    const target = join(to, name);
    for (const done of work(descriptor, target, bytes)) yield { kind, doneBytes: before + done, totalBytes };
    before += bytes;
    syncToDisk(dirname(target));
  }
}

/** The copy is the history by now: if the mark remains, whoever opens the folder removes it. */
function removeMark(to: string): void {
  try {
    removeCopyMark(to);
  } catch {
    // For example because its disk was removed at this very moment.
  }
}

/** The copy is equal to the original, so any damage is in both. */
function checkCopy(from: string, to: string): void {
  const file = join(to, databaseFileName);
  if (!existsSync(file)) return;
  const report = integrityOf(file);
  for (const name of historyFiles(to).some(({ name }) => name.endsWith('-wal')) ? ['-shm'] : ['-shm', '-wal'])
    rmSync(`${file}${name}`, { force: true });
  if (report === 'ok') return;
  throw new AppError(
    'notADatabase',
    `the database in ${from} is damaged (${report}), so it stays where it is; restore a copy first (the backups folder beside it may ` +
      'hold one)',
  );
}

/** What SQLite finds wrong with the database; `ok` for nothing. */
function integrityOf(file: string): string {
  let db: Connection | null = null;
  try {
    db = openReadOnly(file);
    return checkFile(db, 'integrity_check(1)');
  } catch (thrown) {
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(thrown))) return (thrown as Error).message;
    throw thrown;
  } finally {
    db?.close();
  }
}

/** Copies the logs, for anyone who has to find out what happened before. Nothing depends on them. */
function copyLogs(from: string, to: string): void {
  try {
    const names = logFiles(from);
    if (names.length > 0) mkdirSync(join(to, logsFolderName), { recursive: true, mode: 0o700 });
    for (const name of names) copyFileSync(join(from, name), join(to, name));
  } catch {
    // They stay in the old folder.
  }
}

function tellWhere(from: string, to: string): void {
  try {
    writeMovedNote(from, to);
  } catch {
    // The folder is full or not writable: nobody can record anything in it anyway.
  }
}

function copyProblem(thrown: unknown, from: string, to: string): unknown {
  if (thrown instanceof AppError) return thrown;
  const code = codeOf(thrown);
  const stays = `the history stays in ${from}`;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('storageFull', `the disk of ${to} is full; ${stays}`, { cause: thrown });
  if (code === 'EFBIG') {
    const message = `the disk of ${to} cannot hold a file as large as the database; ${stays}`;
    return new AppError('folderNotWritable', message, { cause: thrown });
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('folderNotWritable', `the copy in ${to} failed (${reason}); ${stays}`, {
    cause: thrown,
  });
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}
