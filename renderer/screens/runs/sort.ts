import type { RunSortKey } from '#api';

/** How the history is ordered. */
export interface RunSort {
  readonly key: RunSortKey;
  readonly descending: boolean;
}

/** Texts read best from A, numbers and times from the top: what the first click on a head means. */
const ascendingAtFirst: ReadonlySet<RunSortKey> = new Set([
  'name',
  'status',
  'dataset',
  'optimizer',
  'lastValidationLoss',
  'bestValidationLoss',
  'finalValidationLoss',
  'lastDataLoss',
]);

/** The order after a click on the head of `key`: its first direction, then the other. */
export function nextSort(current: RunSort, key: RunSortKey): RunSort {
  if (current.key !== key) return { key, descending: !ascendingAtFirst.has(key) };
  return { key, descending: !current.descending };
}
