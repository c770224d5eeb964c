import { runConfigSchema, type RunSummary } from '#api';
import { expect, it } from 'vitest';
import { countText, groupingPaths, groupRuns, shortPath } from './run-groups.ts';

function run(id: string, lambda: number, seed: number, divergedAt: number | null = null): RunSummary {
  const layers = [
    { kind: 'dense', units: 4, weightRegularizerL2: lambda },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ];
  return { id, divergedAt, config: runConfigSchema.parse({ layers, seed }) } as RunSummary;
}
const ids = (runs: readonly RunSummary[]) => runs.map(({ id }) => id).join();

it('groups equal values, in ascending order', () => {
  const runs = [run('a', 0.1, 0), run('b', 0, 0), run('c', 0.1, 1), run('d', 1e-5, 0)];
  const groups = groupRuns(runs, 'layers.0.weightRegularizerL2');
  expect(groups.map((group) => [group.label, group.value, ids(group.runs)])).toEqual([
    ['L2 0', 0, 'b'],
    ['L2 1e-5', 1e-5, 'd'],
    ['L2 0.1', 0.1, 'a,c'],
  ]);
  expect(groupingPaths(runs)).toEqual(['layers.0.weightRegularizerL2', 'seed']);
  expect(groupRuns(runs, 'seed').map((group) => ids(group.runs))).toEqual(['a,b,d', 'c']);
});

it('groups runs that differ only in their seed', () => {
  const runs = [run('a', 0.1, 0), run('b', 0, 0), run('c', 0.1, 1)];
  expect(groupRuns(runs, 'seeds').map((group) => ids(group.runs))).toEqual(['b', 'a,c']);
  expect(groupRuns([run('a', 0, 0), run('b', 0, 1)], 'seeds').map(({ label }) => label)).toEqual([
    'all runs',
  ]);
});

it('leaves diverged runs out of the mean and counts them', () => {
  const [group] = groupRuns([run('a', 0, 0), run('b', 0, 1, 17), run('c', 0, 2)], 'seeds');
  expect([ids(group!.averaged), ids(group!.diverged), countText(group!)]).toEqual([
    'a,c',
    'b',
    'n = 2, 1 diverged',
  ]);
});

it('has a group for runs without the field', () => {
  const groups = groupRuns([run('a', 0, 0), run('b', 0, 1)], 'optimizer.rho');
  expect(groups.map(({ label }) => label)).toEqual(['rho missing']);
});

it('shortens paths as far as they stay distinct', () => {
  const configs = [run('a', 0, 0).config];
  const short = (...paths: string[]) => paths.map((path) => shortPath(path, configs, paths));
  expect(short('layers.0.weightRegularizerL2', 'optimizer.learningRate')).toEqual(['L2', 'learning rate']);
  expect(short('layers.0.units', 'layers.2.units')).toEqual(['units of dense 1', 'units of dense 2']);
  const sizes = ['dataset.samplesPerClass', 'validation.samplesPerClass'];
  expect(short(...sizes)).toEqual(['samples of dataset', 'samples of validation']);
});
