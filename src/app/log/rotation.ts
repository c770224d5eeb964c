import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';

/** A rotation mark older than this was left by a process that died, in milliseconds. */
const staleMs = 10_000;

/**
 * Rotates `file` once it has `maxBytes`: it becomes `file.1`, that becomes `file.2`, up to `count` files in all. If several processes try,
 * one rotates while the others keep appending.
 */
export function rotate(file: string, maxBytes: number, count: number): void {
  if (!isFull(file, maxBytes)) return;
  const mark = `${file}.rotating`;
  if (!take(mark)) return;
  try {
    if (!isFull(file, maxBytes)) return; // another process has just done it
    for (let age = count - 1; age >= 1; age -= 1) {
      const younger = age === 1 ? file : `${file}.${age - 1}`;
      renameIfThere(younger, `${file}.${age}`);
    }
  } finally {
    rmSync(mark, { force: true });
  }
}

function isFull(file: string, maxBytes: number): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && stat.size >= maxBytes;
}

function take(mark: string): boolean {
  try {
    closeSync(openSync(mark, 'wx', 0o600));
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    const stat = statSync(mark, { throwIfNoEntry: false });
    if (stat !== undefined && Math.abs(Date.now() - stat.mtimeMs) > staleMs) rmSync(mark, { force: true });
    return false; // the next process to append tries again
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  }
}
