import { expect, it } from 'vitest';
import { changeConfigPaths } from '../config-changes.ts';
import { parseRunConfig } from '../config-issues.ts';
import { presets } from '../presets.ts';
import { parseSweep, type SweepCell } from './expand-sweep.ts';
import { indexGrid } from './grid-index.ts';

const base = { ...presets[0]!.config, name: undefined };
const [l1, l2] = ['layers.0.weightRegularizerL1', 'layers.0.weightRegularizerL2'] as const;
const axis = (path: string, ...values: unknown[]) => ({ points: values.map((value) => ({ [path]: value })) });

function cellsOf(axes: readonly object[], seeds = [0, 7]): readonly SweepCell[] {
  const result = parseSweep({ base: { ...base, name: 'named' }, axes, seeds });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.cells;
}

it.each([
  ['lambdas and what optimizers take', [axis(l2, 0, 1e-3), axis('optimizer.learningRate', 1e-3, 5)]],
  ['how long is trained, and what is measured', [axis('epochs', 5, 6), axis('evaluateEvery', 1, 2)]],
  ['data beside lambdas', [axis('dataset.samplesPerClass', 10, 20), axis(l2, 0, 1)]],
  ['two kinds of size', [axis('layers.0.units', 3, 4), axis('batchSize', null, 10)]],
  ['optimizers', [axis('optimizer.kind', 'adam', 'sgd'), axis(l2, 0, 1)]],
  [
    'points of several paths',
    [{ points: [{ [l1]: 1, [l2]: 2 }, { [l2]: 3 }] }, axis('optimizer.decay', 0, 1)],
  ],
])('every cell is the result of validating its whole config: %s', (_what, axes) => {
  for (const { grid, configs } of cellsOf(axes)) {
    const whole = parseRunConfig(changeConfigPaths(base, Object.entries(grid)));
    if (!whole.ok) throw new Error(JSON.stringify(whole.issues));
    const texts = [0, 7].map((seed) => JSON.stringify({ ...whole.config, seed }));
    expect(configs.map((config) => JSON.stringify(config))).toEqual(texts);
  }
});

it('names the invalid cells, even if their points are validated separately', () => {
  const axes = [axis('dataset.classes', 3, 4), axis(l2, 0, 1)];
  const result = parseSweep({ base, axes, seeds: [0] });
  expect(result).toMatchObject({ ok: false, issues: [{ path: 'layers.2.units' }] });
});

it('finds a run by its config, whatever the order of its fields and its name', () => {
  const cells = cellsOf([axis(l2, 0, 1e-3)]);
  const { placeOf, places } = indexGrid(cells);
  expect(places).toEqual([0, 1, 2, 3]);
  const configs = cells.flatMap((cell) => cell.configs);
  expect(configs.map((config) => placeOf(JSON.stringify(config)))).toEqual(places);
  const reversed = (config: object): object => Object.fromEntries(Object.entries(config).reverse());
  expect(configs.map((config) => placeOf(JSON.stringify(reversed(config))))).toEqual(places);
  expect(configs.map((config) => placeOf(JSON.stringify({ name: 'own', ...config })))).toEqual(places);
  expect(placeOf(JSON.stringify({ ...configs[0], seed: 5 }))).toBeNull();
  expect(placeOf(JSON.stringify({ ...configs[0], epochs: 5 }))).toBeNull();
});

it('gives cells that are the same training one place', () => {
  const lambda = { [l1]: 0, [l2]: 1 };
  const cells = cellsOf([{ points: [{ [l2]: 1 }, lambda, { [l1]: 5 }] }]);
  expect(indexGrid(cells).places).toEqual([0, 1, 0, 1, 4, 5]);
});

it('has a place for configs stored before they had all of their fields', () => {
  const cells = cellsOf([axis(l2, 0, 1e-3)]);
  const { placeOf } = indexGrid(cells);
  const texts = cells.flatMap(({ configs }) =>
    configs.map((config) => JSON.stringify({ ...config, initialization: undefined })),
  );
  expect(texts.map(placeOf)).toEqual([0, 1, 2, 3]);
  const he = JSON.stringify({ ...cells[0]!.configs[0]!, initialization: 'heNormal' });
  expect(placeOf(he)).toBeNull();
});
