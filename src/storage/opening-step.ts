import type { OpeningStep } from '#api';

/** What the thread that opens a database tells. A copy is told of when it begins: its file shows how far it is. */
export type ThreadStep =
  | Exclude<OpeningStep, { kind: 'backingUp' }>
  | { readonly kind: 'backingUp'; readonly copy: string; readonly sizeBytes: number };

export type TellStep = (step: ThreadStep) => void;

/** For who opens a database without anybody who waits for it. */
export const tellNobody: TellStep = () => undefined;
