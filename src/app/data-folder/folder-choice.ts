import { join } from 'node:path';
import { z } from 'zod';
import { AppError, later } from '#api';
import { readKept, writeKept } from '../kept-file.ts';

/** Which folder has the history, stored beside the settings of the desktop app. */
export interface FolderChoice {
  /** Null for the app's own folder. */
  readonly dataFolder: string | null;
  /** The destination of an unfinished move, which continues at the next start. */
  readonly movingTo: string | null;
  /** Ids of runs that were interrupted for the move. */
  readonly resume: readonly string[];
  /** Folder that the history was last moved from, as long as the copy left there exists. */
  readonly oldCopy: string | null;
}

const path = later(() => z.string().min(1).nullable().catch(null));
const schema = later(() =>
  z.object({
    dataFolder: path,
    movingTo: path,
    resume: z.array(z.string()).catch([]),
    oldCopy: path,
  }),
);

/** In the app's own folder, `home`. */
const fileIn = (home: string): string => join(home, 'desktop.json');

export function readChoice(home: string): FolderChoice {
  return schema.parse(readKept(fileIn(home)));
}

/** Changes some fields in one write, completely or not at all. Throws AppError folderNotWritable or storageFull. */
export function changeChoice(home: string, change: Partial<FolderChoice>): void {
  const file = fileIn(home);
  const { dataFolder, movingTo, resume, oldCopy } = { ...readChoice(home), ...change };
  const chosen = { dataFolder, movingTo, oldCopy, resume: resume.length > 0 ? resume : null };
  const kept: Record<string, unknown> = { ...readKept(file), ...chosen };
  const told = Object.entries(kept).filter(([, value]) => value !== null);
  try {
    writeKept(file, Object.fromEntries(told));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    throw new AppError(
      full ? 'storageFull' : 'folderNotWritable',
      `the location of the history cannot be saved in ${file} (${code}); ${full ? 'free some space there' : 'check its permissions'}`,
      { cause },
    );
  }
}
