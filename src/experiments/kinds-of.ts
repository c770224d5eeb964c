interface Kinds<Kind extends string> {
  readonly options: readonly { readonly shape: { readonly kind: { readonly value: Kind } } }[];
}

/** The kinds that a schema distinguishes, in its order. */
export function kindsOf<Kind extends string>({ options }: Kinds<Kind>): Kind[] {
  return options.map(({ shape }) => shape.kind.value);
}
