import { presets, type RunConfig } from '#api';
import { expect, it } from 'vitest';
import { crossValidate } from './cross-validate.ts';
import { checkSweep } from './sweep-draft.ts';
import { firstSweep } from './sweep-source.ts';

const base: RunConfig = {
  ...presets[0]!.config,
  dataset: {
    ...{ kind: 'table', digest: 'a'.repeat(64), name: 'a', rows: 90, features: 2, classes: 3 },
    ...{ standardize: true, stratified: true, trainingShare: 1, labelNoise: 0 },
  },
  validation: { share: 0.2 },
};

it('replaces seeds by folds and repeats, in every cell', () => {
  const before = firstSweep(base);
  const { definition, cells, issues } = checkSweep(crossValidate(before, base));
  expect(issues).toEqual([]);
  expect(definition?.base.validation).toEqual({ folds: 5, fold: 0, repeat: 0 });
  expect(cells).toHaveLength(checkSweep(before).cells.length);
  expect(new Set(cells[0]!.configs.map(({ validation }) => JSON.stringify(validation))).size).toBe(10);
  expect(cells[0]!.configs).toHaveLength(10);
});

it('changes nothing when asked again', () => {
  const once = crossValidate(firstSweep(base), base);
  expect(crossValidate(once, checkSweep(once).base!)).toEqual({
    ...once,
    base: expect.any(String) as string,
  });
});
