import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError, formatBytes, type FolderPlan } from '#api';
import { databaseFileName } from '../database-file-name.ts';
import { checkFileHeader } from '../file-header.ts';
import { freeBytes } from '../free-space.ts';
import { loadMigrations } from '../migrations.ts';
import { acquireHostLock } from '../process-lock.ts';
import { historyFiles, logsFolderName } from './folder-files.ts';
import { copyMarkName, copyMarkOf, movedNoteName, movedTo } from './moving-notes.ts';
import { networkTypeOf } from './network-folder.ts';

export interface MoveQuestion {
  /** Folder of the history. */
  readonly from: string;
  /** The app's own folder, which also holds other files of the app. */
  readonly home: string;
}

/** Bytes to leave free on the disk for what the app will write later. */
const spareBytes = 32 * 1024 * 1024;
/** Files that operating systems create in folders on their own. */
const ignoredNames = ['.DS_Store', 'desktop.ini', 'Thumbs.db', 'lost+found', '.Trashes', '.Spotlight-V100'];

/**
 * Checks whether a history can be moved from `from` to `given`, without changing anything. Throws AppError conflict with the reason why
 * not, folderNotWritable, storageFull, hostAlreadyRunning, notADatabase or databaseTooNew.
 */
export function checkDestination({ from, home }: MoveQuestion, given: string): FolderPlan {
  const folder = resolve(given);
  requirePlace(from, folder);
  const files = historyFiles(from);
  const sum = (isCounted: (name: string) => boolean): number =>
    files.reduce((bytes, file) => bytes + (isCounted(file.name) ? file.bytes : 0), 0);
  const sizes = {
    databaseBytes: sum((name) => name.startsWith(databaseFileName)),
    backupBytes: sum((name) => !name.startsWith(databaseFileName)),
  };
  const free = freeBytes(nearestFolder(folder));
  if (contentOf(folder, from, realPath(folder) === realPath(home)) === 'history') {
    checkFileHeader(join(folder, databaseFileName), loadMigrations().length);
    acquireHostLock(folder).release();
    return { folder, kind: 'history', ...sizes, freeBytes: free };
  }
  requireRoom(folder, sizes.databaseBytes + sizes.backupBytes - copiedBytes(folder), free);
  return { folder, kind: 'free', ...sizes, freeBytes: free };
}

/** Refuses a folder because of its location. */
function requirePlace(from: string, folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory())
    throw refusal(`${folder} is not a folder; choose an empty folder`);
  const [present, place] = [realPath(from), realPath(folder)];
  if (present === place) throw refusal(`the history is in ${folder} already; choose another folder`);
  if (isInside(place, present))
    throw refusal(`${folder} is inside ${from}, where the history is; choose a folder outside it`);
  if (isInside(present, place))
    throw refusal(`${folder} contains ${from}, where the history is; choose an empty folder`);
  const network = networkTypeOf(place);
  if (network !== null) {
    throw refusal(
      `${folder} is on another machine (${network}), where a database can become corrupted; choose a folder on a local disk`,
    );
  }
  try {
    accessSync(nearestFolder(folder), constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new AppError(
      'folderNotWritable',
      `${folder} is not writable (${code}); check its permissions or choose another folder`,
      {
        cause,
      },
    );
  }
}

/** Classifies a folder's content. Throws AppError conflict if it is neither free nor a history that can be opened. */
function contentOf(folder: string, from: string, isHome: boolean): FolderPlan['kind'] {
  const names = entriesOf(folder).filter((name) => !ignoredNames.includes(name));
  const hasDatabase = names.includes(databaseFileName);
  if (names.includes(copyMarkName)) {
    if (copyMarkOf(folder)?.from === from) return 'free';
    throw refusal(`${folder} has an unfinished copy of another history; choose an empty folder`);
  }
  if (hasDatabase && names.includes(movedNoteName)) {
    throw refusal(
      `${folder} has the old copy of a history that was moved to ${movedTo(folder)}; delete that copy first, ` +
        'or choose an empty folder',
    );
  }
  if (hasDatabase) return 'history';
  const foreign = isHome ? names.filter((name) => name === 'backups') : names;
  const inTheWay = foreign.filter((name) => name !== movedNoteName && name !== logsFolderName);
  if (inTheWay.length === 0) return 'free';
  throw refusal(
    `${folder} is not empty: it contains ${inTheWay[0]}${inTheWay.length > 1 ? ' and more' : ''}, but no history; ` +
      'choose an empty folder, or create one in it',
  );
}

function requireRoom(folder: string, bytes: number, free: number | null): void {
  const needed = bytes + spareBytes;
  if (free === null || free >= needed) return;
  throw new AppError(
    'storageFull',
    `the history needs ${formatBytes(needed)} in ${folder}, and ${formatBytes(free)} is free; free some space there, ` +
      'or choose a folder on another disk',
  );
}

/** Size in bytes of what an unfinished copy already has. */
function copiedBytes(folder: string): number {
  return historyFiles(folder).reduce((sum, { bytes }) => sum + bytes, 0);
}

function entriesOf(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder);
}

/** The folder itself, or the existing folder in which it would be created. */
function nearestFolder(folder: string): string {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found !== undefined || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/** The path with links resolved, even if part of it does not exist yet. */
function realPath(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    const parent = dirname(folder);
    return parent === folder ? folder : join(realPath(parent), relative(parent, folder));
  }
}

function isInside(folder: string, outer: string): boolean {
  const path = relative(outer, folder);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function refusal(message: string): AppError {
  return new AppError('conflict', message);
}
