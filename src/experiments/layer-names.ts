import { activationKinds } from '#engine';
import { layerKindNames } from './layer-kinds.ts';

/** Layers of a config or of a draft of one, in forward order. */
export type NamedLayers = readonly { readonly kind?: unknown }[];

/** `dense`, `ReLU`, `dropout`, `softmax`; any other kind in a draft is its own name. */
export function layerKindName(kind: unknown): string {
  return (layerKindNames as Readonly<Record<string, string>>)[String(kind)] ?? String(kind);
}

/**
 * `dense 1`: the name of a dense layer everywhere. `order` counts dense layers in forward order from 0, as `layerPenalties` does; names
 * count from 1, as people do.
 */
export function denseLayerName(order: number): string {
  return `dense ${order + 1}`;
}

/** Any activation. */
const anyActivation = 'activation';

/** True for an activation's kind. */
export function isActivationKind(kind: unknown): boolean {
  return kind === anyActivation || (activationKinds as readonly unknown[]).includes(kind);
}

/**
 * The layers used to name the paths of many configs, given the kinds that each position has among them: up to the first position that is
 * dense in one config and not in another, or missing in some.
 */
export function sharedLayers(kindsAt: readonly (readonly unknown[])[]): NamedLayers {
  const shared = kindsAt.map((kinds) => {
    if (kinds.length === 1) return kinds[0];
    return kinds.length > 0 && kinds.every(isActivationKind) ? anyActivation : null;
  });
  const end = shared.indexOf(null);
  return shared.slice(0, end < 0 ? undefined : end).map((kind) => ({ kind }));
}

/** The name of the layer at `index` among all layers: `dense 2`, or for other layers by the preceding dense layer: `ReLU after dense 1`. */
export function layerName(layers: NamedLayers, index: number): string {
  const kind = layers[index]?.kind;
  const order = layers.slice(0, index + 1).filter((layer) => layer.kind === 'dense').length - 1;
  if (kind === 'dense') return denseLayerName(order);
  return order < 0 ? layerKindName(kind) : `${layerKindName(kind)} after ${denseLayerName(order)}`;
}
