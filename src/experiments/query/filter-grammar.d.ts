import type { RawFilter } from './raw-filter.ts';

/** Made of filter.peggy by `npm run grammar`. Throws SyntaxError. */
export function parse(text: string): RawFilter;

/** Where the grammar stopped. `expected` is null for what the grammar itself says. */
export class SyntaxError extends globalThis.SyntaxError {
  readonly expected: readonly Expectation[] | null;
  readonly location: {
    readonly start: { readonly offset: number };
    readonly end: { readonly offset: number };
  };
}

/** `other` is a rule by its name in the grammar. */
export type Expectation =
  | { readonly type: 'other'; readonly description: string }
  | { readonly type: 'literal'; readonly text: string }
  | { readonly type: 'class' | 'any' | 'end' };
