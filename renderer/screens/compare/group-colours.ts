import type { RunGroup } from './run-groups.ts';

/** A slot in the palette or, if groups are by an ordered number, a position on its colour scale. */
export interface GroupColour {
  readonly slot: number;
  readonly share?: number;
}

/** Seeds are numbers without an order: their groups are coloured like runs. */
export function groupColours(groups: readonly RunGroup[]): Map<string, GroupColour> {
  const ordered =
    groups.length > 1 && groups.every(({ key, value }) => key !== '' && typeof value === 'number');
  return new Map(
    groups.map(({ key }, index) => [
      key,
      ordered ? { slot: index, share: index / (groups.length - 1) } : { slot: index },
    ]),
  );
}
