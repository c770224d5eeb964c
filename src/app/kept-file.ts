import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { AppError } from '#api';

/** The object stored in the JSON file; empty if the file is missing or broken. */
export function readKept(file: string): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept)
      ? (kept as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** Replaces the file, completely or not at all; `mode` is its file mode. Throws the errors of the file system. */
export function writeKept(file: string, kept: Readonly<Record<string, unknown>>, mode = 0o666): void {
  const partial = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    writeFileSync(partial, `${JSON.stringify(kept, null, 2)}\n`, { flag: 'wx', mode, flush: true });
    renameSync(partial, file);
  } catch (thrown) {
    rmSync(partial, { force: true });
    throw thrown;
  }
}

/** Turns the failure of writeKept into an error for the user. `what` names what could not be stored, such as `the settings`. */
export function notKept(what: string, file: string, thrown: unknown): AppError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const message = `${what} cannot be saved in ${file} (${code})`;
  return full
    ? new AppError('storageFull', `${message}; free some space`, { cause: thrown })
    : new AppError('folderNotWritable', message, { cause: thrown });
}
