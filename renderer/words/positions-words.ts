import type { DatasetConfig } from '#api';

type DrawnKind = Exclude<DatasetConfig['kind'], 'table'>;

/** The label of the switch between the two ways to draw held-out samples. */
export const positionsLabel = 'Held-out samples of their own';

/** Kinds whose training samples lie on a grid along a curve. */
const curves: readonly string[] = ['spiral', 'moons', 'circles'] satisfies DrawnKind[];

/** What the setting means for a kind of generated data. */
export function positionsWords(kind: unknown, positions: unknown): string {
  if (positions === 'random') {
    return curves.includes(String(kind))
      ? 'Validation and test samples stand anywhere along the curve; neither the network nor the training set moves them.'
      : 'Validation and test samples are drawn by themselves; neither the network nor the training set moves them.';
  }
  const drawn = 'Validation is drawn after the initial weights, so the sizes of the layers change it.';
  return curves.includes(String(kind))
    ? `As in the chapter, validation and test samples stand where the training samples do: noise alone tells them apart. ${drawn}`
    : drawn;
}
