/** The slow steps of moving the history to another folder. */
export type MovingStep =
  /** Bytes copied, or bytes verified to equal the original. */
  | { readonly kind: 'copying' | 'comparing'; readonly doneBytes: number; readonly totalBytes: number }
  /** SQLite reads the copy in full. */
  | { readonly kind: 'checkingCopy' };
