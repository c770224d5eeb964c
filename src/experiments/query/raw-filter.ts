/** A range of characters in the text; `to` is exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A word, or a quoted text without its quotes. */
export interface RawValue extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

export const orderOperators = ['=', '!=', '<', '<=', '>', '>='] as const;
export type OrderOperator = (typeof orderOperators)[number];

/** A test of a field, with values of the type `Value`. */
export type FieldTest<Value> =
  | { readonly op: OrderOperator | 'contains' | 'starts with'; readonly value: Value }
  | { readonly op: 'in'; readonly values: readonly Value[] }
  | { readonly op: 'between'; readonly from: Value; readonly to: Value }
  | { readonly op: 'is missing' | 'is nan' };

/** A filter as the grammar parses it, with words not yet resolved. */
export type RawFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly RawFilter[] }
  | { readonly kind: 'not'; readonly term: RawFilter }
  | { readonly kind: 'word'; readonly word: RawValue }
  | ({
      readonly kind: 'comparison';
      readonly field: Span & { readonly text: string };
      readonly test: FieldTest<RawValue>;
    } & Span);
