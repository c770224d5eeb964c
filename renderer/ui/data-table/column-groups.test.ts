import { expect, it } from 'vitest';
import { groupSpans } from './column-groups.ts';
import type { PlacedColumn } from './data-column.ts';

function places(...groups: readonly (string | undefined)[]): PlacedColumn[] {
  return groups.map((group, index) => ({
    column: { id: `${index}`, label: '', width: 60, ...(group === undefined ? {} : { group }) },
    ...{ index, width: 60, left: index === 0 ? 0 : null },
  }));
}

it('spans columns of one group, and keeps pinned ones separate', () => {
  const spans = groupSpans(places(undefined, undefined, 'Last', 'Last', 'Best'));
  expect(spans.map(({ text, places: under }) => [text, under.length])).toEqual([
    [undefined, 1],
    [undefined, 1],
    ['Last', 2],
    ['Best', 1],
  ]);
});
