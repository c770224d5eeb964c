import type { MovingStep } from './moving-step.ts';

/** What opening the history takes time for. Each is told when it begins; none is when opening takes no time. */
export type OpeningStep =
  /** Another process is opening the folder, or a program keeps the database locked. Its process number, where it is known. */
  | { readonly kind: 'waiting'; readonly for: 'host' | 'database'; readonly pid: number | null }
  /** The whole file is read, because the app did not close the last time. */
  | { readonly kind: 'checking'; readonly sizeBytes: number }
  /** A copy is made before the database is changed. */
  | { readonly kind: 'backingUp'; readonly copiedBytes: number; readonly sizeBytes: number }
  /** The database is brought to this version's schema: migration `step` of `of`, from 1 on. */
  | { readonly kind: 'migrating'; readonly step: number; readonly of: number }
  | MovingStep;
