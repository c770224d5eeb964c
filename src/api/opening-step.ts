import type { MovingStep } from './moving-step.ts';

/** The slow steps of opening the history. An event is sent when a step starts or progresses; there is none if opening is fast. */
export type OpeningStep =
  /** Another process is opening the folder, since `since` (an ISO time), where known. */
  | {
      readonly kind: 'waiting';
      readonly for: 'process';
      readonly pid: number | null;
      readonly since: string | null;
    }
  /** An unknown program keeps the database locked. */
  | { readonly kind: 'waiting'; readonly for: 'database' }
  /** The whole file is read, because a process did not close it properly. */
  | { readonly kind: 'checking'; readonly sizeBytes: number }
  /** A copy is made before the database is changed. */
  | { readonly kind: 'backingUp'; readonly copiedBytes: number; readonly sizeBytes: number }
  /**
   * The database is upgraded to this version's schema: migration `step` of `of`, counting from 1, and the fraction of it that is done if
   * known.
   */
  | {
      readonly kind: 'migrating';
      readonly step: number;
      readonly of: number;
      readonly share?: number;
    }
  | MovingStep;
