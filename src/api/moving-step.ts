/** What moving the history to another folder takes time for. */
export type MovingStep =
  /** Bytes that are at the new place, then those that were found equal to the original. */
  | { readonly kind: 'copying' | 'comparing'; readonly doneBytes: number; readonly totalBytes: number }
  /** SQLite reads the copy in full. */
  | { readonly kind: 'checkingCopy' };
