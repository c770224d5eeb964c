import { count, orNone, useAddress } from '#data';

/** What the plane of Watch shows, in the address: units and layers are counted from 1. */
export function useUnitChoice() {
  return {
    /** The dense layer whose units are shown; null for the decision boundary. */
    layer: useAddress<number | null>('layer', orNone(count(1)), null),
    /** The one that is shown alone. */
    unit: useAddress<number | null>('unit', orNone(count(1)), null),
    /** The first one that is shown of a wide layer. */
    first: useAddress('units', count(1), 1),
  };
}

export type UnitChoice = ReturnType<typeof useUnitChoice>;
