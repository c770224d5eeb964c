import { expect, it } from 'vitest';
import { presets } from './presets.ts';
import { changeRuns, type RerunChange } from './rerun-change.ts';

const { config } = presets[0]!;
const run = (name: string, l2: number, seed = 0) => {
  const layers = config.layers.map((layer, at) => (at === 0 ? { ...layer, weightRegularizerL2: l2 } : layer));
  return { name, config: { ...config, seed, layers: layers as typeof config.layers } };
};
const l2 = 'layers.0.weightRegularizerL2';
type Change = Omit<RerunChange, 'label'>;
const changed = (change: Change, ...runs: ReturnType<typeof run>[]) =>
  changeRuns(runs, { ...change, label: 'L2' });
const told = (change: Change, ...runs: ReturnType<typeof run>[]) =>
  changed(change, ...runs).map(({ before, after, problem }) => [before, after, problem]);

it('multiplies, adds and sets, and reports each result', () => {
  const [a, b] = [run('a', 1e-5), run('b', 3e-4, 1)];
  // 1e-5 * 10 is 0.00010000000000000002 in binary floating point.
  expect(told({ path: l2, operation: 'multiply', value: '10' }, a, b)).toEqual([
    [1e-5, 1e-4, null],
    [3e-4, 3e-3, null],
  ]);
  expect(told({ path: 'seed', operation: 'add', value: '100' }, a, b)).toEqual([
    [0, 100, null],
    [1, 101, null],
  ]);
  const [one] = changed({ path: 'optimizer.kind', operation: 'set', value: 'sgd' }, a);
  expect([one!.config!.optimizer.kind, one!.config!.name]).toEqual(['sgd', 'a, L2 sgd']);
});

it('leaves everything else in a config unchanged', () => {
  const a = run('a', 1e-5);
  const [one] = changed({ path: l2, operation: 'multiply', value: '10' }, a);
  const wanted = run('a, L2 1e-4', 1e-4).config;
  expect(one!.config).toEqual({ ...wanted, name: 'a, L2 1e-4' });
});

it('changes a field of every layer that has it', () => {
  const [one] = changed(
    {
      path: 'layers.*.weightRegularizerL2',
      operation: 'set',
      value: '0.5',
    },
    run('a', 1e-5),
  );
  expect(one!.config!.layers.map((layer) => ('weightRegularizerL2' in layer ? layer.weightRegularizerL2 : null))).toEqual([0.5, null, 0.5, null]); // oxfmt-ignore
});

it('trains nothing twice, unchanged or invalid, and says why', () => {
  const [a, b] = [run('a', 1e-5), run('b', 1e-3)];
  expect(told({ path: l2, operation: 'set', value: '0.01' }, a, b)[1]![2]).toBe(
    'the same config as a after its change',
  );
  expect(told({ path: l2, operation: 'multiply', value: '10' }, run('none', 0))).toEqual([
    [0, 0, 'unchanged'],
  ]);
  expect(told({ path: l2, operation: 'multiply', value: 'ten' }, a)[0]![2]).toContain(
    'needs a number, but got "ten"',
  );
  expect(told({ path: 'batchSize', operation: 'multiply', value: '2' }, a)[0]![2]).toContain('is not there, which is not a number'); // oxfmt-ignore
  expect(told({ path: 'epochs', operation: 'set', value: '-3' }, a)[0]![2]).toMatch(/epochs/);
  expect(told({ path: 'layers.9.units', operation: 'set', value: '3' }, a)[0]![2]).toContain(
    'layers has no entry "9"',
  );
  expect(told({ path: 'layers.*.rate', operation: 'set', value: '0.1' }, a)[0]![2]).toBe(
    'has no layers.*.rate',
  );
});

it('keeps names within the length limit, with their ends visible', () => {
  const [one] = changed({ path: 'seed', operation: 'set', value: '7' }, run('x'.repeat(120), 1e-5));
  expect([one!.config!.name!.length, one!.config!.name!.endsWith('x, L2 7')]).toEqual([120, true]);
});
