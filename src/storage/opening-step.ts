import type { OpeningStep } from '#api';

/**
 * What the thread that opens a database reports. A copy and a migration are reported when they start; their progress is read from the size
 * of the copy, or from what the thread has read since.
 */
export type ThreadStep =
  | Exclude<OpeningStep, { kind: 'backingUp' | 'migrating' }>
  | { readonly kind: 'backingUp'; readonly copy: string; readonly sizeBytes: number }
  | (Pick<Extract<OpeningStep, { kind: 'migrating' }>, 'kind' | 'step' | 'of'> & {
      /** See readCounter. */
      readonly counter: string | null;
      readonly willRead: number;
    });

export type StepListener = (step: ThreadStep) => void;

/** For opening a database while nobody is waiting. */
export const ignoreSteps: StepListener = () => undefined;
