import type { LayerConfig } from '#api';

/** What a dense layer's outputs go through: nothing where it is `dense`. */
export type OutputKind = Exclude<LayerConfig['kind'], 'dropout'>;

const kinds: Readonly<Record<OutputKind, { readonly signed: boolean; readonly most: number | null }>> = {
  dense: { signed: true, most: null },
  relu: { signed: false, most: null },
  leakyRelu: { signed: true, most: null },
  tanh: { signed: true, most: 1 },
  sigmoid: { signed: false, most: 1 },
  softmax: { signed: false, most: 1 },
};

/** Whether outputs lie on both sides of zero. */
export const isSigned = (kind: OutputKind): boolean => kinds[kind].signed;

/** What the size of an output never passes; null where it may be anything. */
export const mostOf = (kind: OutputKind): number | null => kinds[kind].most;
