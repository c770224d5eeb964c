import Database from 'better-sqlite3';
import { AppError, type ErrorCode } from '#api';

interface Rule {
  readonly codes: RegExp;
  readonly code: ErrorCode;
  readonly advice: string;
}

/** What each failure of SQLite means to the user. The first rule that matches the code applies. */
const rules: readonly Rule[] = [
  {
    codes: /^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/,
    code: 'storageFull',
    advice: 'the disk is full; nothing stored so far is lost: free some space, then try again',
  },
  {
    codes: /^SQLITE_NOTADB/,
    code: 'notADatabase',
    advice: 'the file is not an SQLite database; move it away or choose another folder with --data-dir',
  },
  {
    codes: /^SQLITE_CORRUPT/,
    code: 'notADatabase',
    advice:
      'the database is damaged; move it away, and restore a copy (the backups folder beside it may hold one)',
  },
  {
    codes:
      /^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|ENAMETOOLONG)/,
    code: 'folderNotWritable',
    advice: 'the data folder is not writable; check its permissions or choose another one with --data-dir',
  },
  {
    // SQLite recognizes a full disk; an exhausted quota, or a disk that was removed, is just an I/O error to it.
    codes: /^(SQLITE_IOERR|EIO|EFBIG)/,
    code: 'folderNotWritable',
    advice:
      'the disk of the data folder reports an error; nothing stored so far is lost: check the disk and its quota, and that it is ' +
      'still connected, then try again',
  },
  {
    codes: /^(SQLITE_BUSY|SQLITE_LOCKED)/,
    code: 'storageBusy',
    advice: 'another program keeps the database locked; nothing was changed: close that program or try again',
  },
  {
    codes: /^SQLITE_CONSTRAINT_TRIGGER/,
    code: 'conflict',
    advice: 'this would change data that may no longer be changed',
  },
  {
    codes: /^SQLITE_CONSTRAINT_PRIMARYKEY/,
    code: 'conflict',
    advice: 'this is already stored; nothing was written',
  },
];

/** Converts any failure of SQLite or the file system to an AppError; other errors are returned unchanged. */
export function toStorageError(thrown: unknown): unknown {
  const code = codeOf(thrown);
  if (code === undefined) return thrown;
  const reason = (thrown as Error).message;
  const rule = rules.find(({ codes }) => codes.test(code));
  return rule === undefined
    ? new AppError('storage', `the database failed: ${reason} (${code})`, { cause: thrown })
    : new AppError(rule.code, `${rule.advice} (${reason})`, { cause: thrown });
}

/** True if another process kept the database locked: nothing was done. */
export function isBusy(thrown: unknown): boolean {
  const error = toStorageError(thrown);
  return error instanceof AppError && error.code === 'storageBusy';
}

/** Runs `action`; failures of storage are thrown as AppErrors. */
export function withStorageErrors<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (thrown) {
    throw toStorageError(thrown);
  }
}

type Methods = Record<string, (...args: never[]) => unknown>;

/** `methods`, with every synchronous failure of SQLite turned into an AppError: the one place where that happens. */
export function translateErrors<Face extends Methods>(methods: Face): Face {
  const guarded = Object.entries(methods).map(([name, method]) => [
    name,
    (...args: never[]) => withStorageErrors(() => method(...args)),
  ]);
  return Object.fromEntries(guarded) as Face;
}

function codeOf(thrown: unknown): string | undefined {
  if (thrown instanceof Database.SqliteError) return thrown.code;
  if (thrown instanceof Error && 'code' in thrown && 'syscall' in thrown) return String(thrown.code);
  return undefined;
}
