import type { PlacedColumn } from './data-column.ts';

/** A heading over adjacent columns; `text` is undefined for columns without one. */
export interface GroupSpan {
  readonly text: string | undefined;
  readonly places: readonly PlacedColumn[];
}

/** The headings over columns; pinned columns are separate from the others. */
export function groupSpans(places: readonly PlacedColumn[]): GroupSpan[] {
  const spans: { text: string | undefined; places: PlacedColumn[] }[] = [];
  for (const place of places) {
    const last = spans.at(-1);
    const isPinned = place.left !== null;
    if (last && last.text === place.column.group && (last.places[0]!.left !== null) === isPinned)
      last.places.push(place);
    else spans.push({ text: place.column.group, places: [place] });
  }
  return spans;
}
