import { changeConfigPaths, foldAxes, type RunConfig } from '#api';
import { writeAxis } from './axis-draft.ts';
import type { SweepDraft } from './sweep-draft.ts';

/** What one click requests. */
export const crossValidation = { folds: 5, repeats: 2 } as const;

/** The draft with repeated k-fold cross-validation of the base's table: axes over folds and repeats, each repeat with its own seed. */
export function crossValidate(draft: SweepDraft, base: RunConfig): SweepDraft {
  const { folds, repeats } = crossValidation;
  const others = draft.axes.filter(({ paths }) => !paths.some((path) => path.startsWith('validation.')));
  return {
    ...draft,
    base: JSON.stringify(changeConfigPaths(base, [['validation.folds', folds]]), null, 2),
    axes: [...others, ...foldAxes(folds, repeats).map(writeAxis)],
    seeds: '0',
  };
}
