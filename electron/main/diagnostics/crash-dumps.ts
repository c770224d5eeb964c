import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How many to keep; older ones are from outdated versions. */
const maxStored = 10;

/** Crash dumps in `folder`, latest first; empty if there is no such folder. */
export function crashDumpsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.dmp'))
      .map((name) => join(folder, name))
      .map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((one, other) => other.at - one.at)
      .map(({ file }) => file);
  } catch {
    return [];
  }
}

/** Deletes all but the latest ones, each with what is said about it. One that cannot be deleted stays. */
export function pruneCrashDumps(folder: string): void {
  for (const file of crashDumpsIn(folder).slice(maxStored)) {
    for (const part of [file, file.replace(/\.dmp$/, '.meta')]) {
      try {
        rmSync(part, { force: true });
      } catch {
        // Another start may be allowed to.
      }
    }
  }
}
