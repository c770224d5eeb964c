import type { RunGroup } from './run-groups.ts';

/** A place in the palette or, where groups are by a number that has an order, a place on the scale of its colours. */
export interface GroupColour {
  readonly slot: number;
  readonly share?: number;
}

/** Seeds are numbers without an order: their groups are told apart as runs are. */
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
