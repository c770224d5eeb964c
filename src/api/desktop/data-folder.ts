import { z } from 'zod';

/** The folder of the history, for who may move it. */
export interface DataFolder {
  readonly folder: string;
  /** True when the app was started with another folder than its own: then nothing of this can be changed. */
  readonly isGiven: boolean;
  /** The copy that stayed behind when the history was moved; null when there is none. */
  readonly oldCopy: { readonly folder: string; readonly sizeBytes: number } | null;
}

/** What a folder is to a history that may be moved there. */
export interface FolderPlan {
  readonly folder: string;
  /** `free`: the history can be copied there. `history`: there is one already, which can be used instead. */
  readonly kind: 'free' | 'history';
  /** Of the history that would be moved, and of the backups beside it. */
  readonly databaseBytes: number;
  readonly backupBytes: number;
  /** Bytes that can be written to it; null if unknown. */
  readonly freeBytes: number | null;
}

export const folderSchema = z.strictObject({ folder: z.string().min(1) });
