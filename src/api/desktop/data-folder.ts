import { z } from 'zod';
import { later } from '#experiments';

/** The folder of the history, for moving it. */
export interface DataFolder {
  readonly folder: string;
  /** True if the app was started with a folder other than its own: then the folder cannot be changed. */
  readonly isGiven: boolean;
  /** The old copy after the history was moved; null if there is none. */
  readonly oldCopy: { readonly folder: string; readonly sizeBytes: number } | null;
}

/** Whether a history can be moved to a folder. */
export interface FolderPlan {
  readonly folder: string;
  /** `free`: the history can be copied there. `history`: there already is one, which can be used instead. */
  readonly kind: 'free' | 'history';
  /** Sizes of the history that would be moved, and of the backups beside it. */
  readonly databaseBytes: number;
  readonly backupBytes: number;
  /** Free bytes in it; null if unknown. */
  readonly freeBytes: number | null;
}

export const folderSchema = later(() => z.strictObject({ folder: z.string().min(1) }));
