/** Number of distinct colours, the tokens --series-1 to --series-8. */
export const paletteSize = 8;

/** Marks along a line, which distinguish it where colour does not: in greyscale, for colour-blind eyes, and when colours repeat. */
export const markerShapes = ['none', 'circle', 'square', 'triangle', 'diamond', 'cross'] as const;
export type MarkerShape = (typeof markerShapes)[number];

/**
 * Look of the series in slot `slot` (0, 1, ...): neighbours differ in both colour and marker, and all of the first 48 in one of the two.
 */
export function paletteSlot(slot: number): { readonly token: string; readonly marker: MarkerShape } {
  const colour = slot % paletteSize;
  const round = Math.floor(slot / paletteSize);
  // Backwards in each round: so the last of one round and the first of the next differ, too.
  const shape = (colour + (markerShapes.length - 1) * round) % markerShapes.length;
  return { token: `--series-${colour + 1}`, marker: markerShapes[shape]! };
}

/** The smallest slots not in `taken`, so that a run keeps its colour while others come and go. */
export function assignSlots(ids: readonly string[], taken: ReadonlyMap<string, number>): Map<string, number> {
  const kept = new Map(ids.flatMap((id) => (taken.has(id) ? [[id, taken.get(id)!] as const] : [])));
  const used = new Set(kept.values());
  let next = 0;
  const slots = new Map<string, number>();
  for (const id of ids) {
    while (used.has(next)) next++;
    const slot = kept.get(id) ?? next;
    used.add(slot);
    slots.set(id, slot);
  }
  return slots;
}
