import type { RunConfig } from '#api';

type DrawnBy = Pick<RunConfig, 'dataset' | 'validation' | 'test' | 'layers'>;

/** Configs with the same key and seed see the same samples. Weights are drawn between the sets, so layer widths count, too. */
export function samplesKey({ dataset, validation, test, layers }: DrawnBy): string {
  const widths = layers.map((layer) => (layer.kind === 'dense' ? layer.units : layer.kind));
  return JSON.stringify([dataset, validation, test, widths]);
}
