import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How many to keep; older ones come from outdated versions. */
const maxStored = 10;

/** Crash dumps in `folder`, newest first; empty if the folder does not exist. */
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

/** Deletes all but the newest dumps, each with its metadata. A dump that cannot be deleted stays. */
export function pruneCrashDumps(folder: string): void {
  for (const file of crashDumpsIn(folder).slice(maxStored)) {
    for (const part of [file, file.replace(/\.dmp$/, '.meta')]) {
      try {
        rmSync(part, { force: true });
      } catch {
        // It may be deletable at the next start.
      }
    }
  }
}
