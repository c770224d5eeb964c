import type { LayerConfig, RunConfig } from '#api';

export type DenseLayerConfig = Extract<LayerConfig, { kind: 'dense' }>;

/** Maximum number of dense layers in a run. */
export const maxLayers = 64;

/** False for a stored layer count that no network has. */
export const isLayerCount = (layers: number): boolean => layers >= 1 && layers <= maxLayers;

/** The dense layers of a network, in forward order. */
export function denseLayersOf(config: Pick<RunConfig, 'layers'>): DenseLayerConfig[] {
  return config.layers.filter((layer) => layer.kind === 'dense');
}

/** Indices of the dense layers with a penalty: at least one of the four lambdas is not 0. */
export function penalizedLayersOf(config: Pick<RunConfig, 'layers'>): number[] {
  return denseLayersOf(config).flatMap((layer, index) => {
    const { weightRegularizerL1, weightRegularizerL2, biasRegularizerL1, biasRegularizerL2 } = layer;
    const lambdas = [weightRegularizerL1, weightRegularizerL2, biasRegularizerL1, biasRegularizerL2];
    return lambdas.some((lambda) => lambda !== 0) ? [index] : [];
  });
}
