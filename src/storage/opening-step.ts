import type { OpeningStep } from '#api';

/**
 * What the thread that opens a database tells. A copy and a migration are told of when they begin: the file of the one, and what the
 * thread has read since of the other, shows how far it is.
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

/** For who opens a database without anybody who waits for it. */
export const ignoreSteps: StepListener = () => undefined;
