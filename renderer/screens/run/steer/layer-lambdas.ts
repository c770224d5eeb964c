import { denseLayerName, type RunConfig } from '#api';

type DenseLayer = Extract<RunConfig['layers'][number], { kind: 'dense' }>;

/** The four factors of a dense layer, as labelled beside its slider. */
export const factors = [
  { field: 'weightRegularizerL2', label: 'λ₂ weights' },
  { field: 'biasRegularizerL2', label: 'λ₂ biases' },
  { field: 'weightRegularizerL1', label: 'λ₁ weights' },
  { field: 'biasRegularizerL1', label: 'λ₁ biases' },
] as const satisfies readonly { readonly field: keyof DenseLayer; readonly label: string }[];
export type Factor = (typeof factors)[number]['field'];

/** A dense layer and its factors. */
export interface LayerLambdas {
  /** Index among all layers. */
  readonly index: number;
  /** `dense 1` */
  readonly label: string;
  readonly values: Readonly<Record<Factor, number>>;
  /** λ₂ of weights and biases together, moved by one slider; null while the two differ. */
  readonly linked: number | null;
}

export function layerLambdas({ layers }: Pick<RunConfig, 'layers'>): LayerLambdas[] {
  const found: LayerLambdas[] = [];
  layers.forEach((layer, index) => {
    if (layer.kind !== 'dense') return;
    const { weightRegularizerL2, biasRegularizerL2, weightRegularizerL1, biasRegularizerL1 } = layer;
    found.push({
      index,
      label: denseLayerName(found.length),
      values: { weightRegularizerL2, biasRegularizerL2, weightRegularizerL1, biasRegularizerL1 },
      linked: weightRegularizerL2 === biasRegularizerL2 ? weightRegularizerL2 : null,
    });
  });
  return found;
}

/** The config with different factors on the layer at `index`. */
export function withLambdas(
  config: RunConfig,
  index: number,
  values: Partial<Record<Factor, number>>,
): RunConfig {
  return {
    ...config,
    layers: config.layers.map((layer, at) =>
      at === index && layer.kind === 'dense' ? { ...layer, ...values } : layer,
    ),
  };
}
