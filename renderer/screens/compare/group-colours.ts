import { viridisLine } from '../../figure/viridis.ts';
import type { RunGroup } from './run-groups.ts';

/** A place in the palette or, where groups are by a number that has an order, a colour of the scale. */
export interface GroupColour {
  readonly slot: number;
  readonly color?: string;
}

/** Seeds are numbers without an order: their groups are told apart as runs are. */
export function groupColours(groups: readonly RunGroup[], surface: string): Map<string, GroupColour> {
  const ordered =
    groups.length > 1 && groups.every(({ key, value }) => key !== '' && typeof value === 'number');
  return new Map(
    groups.map(({ key }, index) => [
      key,
      ordered ? { slot: index, color: viridisLine(index / (groups.length - 1), surface) } : { slot: index },
    ]),
  );
}
