import type { Span } from './raw-filter.ts';

/** A filter that cannot be parsed, with the position of the wrong characters. Its message says what was given and what is allowed. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  readonly from: number;
  /** Exclusive; equal to `from` where something is missing. */
  readonly to: number;
  /** What was probably meant by these characters. */
  readonly suggestion: string | null;

  constructor(message: string, { from, to }: Span, suggestion: string | null = null) {
    super(suggestion === null ? message : `${message}; did you mean ${suggestion}?`);
    this.from = from;
    this.to = to;
    this.suggestion = suggestion;
  }
}
