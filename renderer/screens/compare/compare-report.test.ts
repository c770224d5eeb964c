import { expect, it } from 'vitest';
import { presets, type RunSummary } from '#api';
import { compareReport } from './compare-report.ts';

const config = presets[0]!.config;
const ended = { dataLoss: 0.1, accuracy: 1, validationLoss: 0.5, validationAccuracy: 0.75 };
function run(id: string, changes: object): RunSummary {
  const whole = {
    seed: 0,
    status: 'completed',
    epochsDone: 5,
    divergedAt: null,
    final: ended,
    best: null,
    test: null,
  };
  return { id, name: `run ${id}`, config, digest: null, branch: null, ...whole, ...changes } as RunSummary;
}

const narrow = { ...config, seed: 3, layers: config.layers.slice(2) };
const runs = [
  run('a', {}),
  run('b', { config: { ...config, seed: 7 }, final: { ...ended, validationLoss: 0.25 } }),
  run('c', { config: narrow, status: 'diverged', divergedAt: 4, final: null }),
];

it('names the lowest, counts what cannot be compared, and keeps the notices of the page', () => {
  const { findings } = compareReport(runs, ['Other data.']);
  expect(findings[0]).toContain('lowest for run b: 0.2500 with a gap of 0.1500; next is run a with 0.5000');
  expect(findings.slice(1)).toEqual(['1 run diverged, and is compared with none.', 'Other data.']);
  expect(compareReport(runs.slice(2), []).findings).toEqual(['1 run diverged, and is compared with none.']);
});

it('repeats a run from the first by what differs, and from its own config if that is not enough', () => {
  const { repeat, configs } = compareReport(runs, []);
  expect(repeat.slice(0, 3)).toEqual([
    'npm run -s cli -- run --config a.json',
    'npm run -s cli -- run --config a.json --set seed=7',
    'npm run -s cli -- run --config c.json',
  ]);
  expect(configs.map(({ title }) => title)).toEqual(['a.json: run a', 'c.json: run c']);
});

it('has what was revealed of test sets, and nothing about them if nothing was', () => {
  const test = { revealedAt: '2026-03-04T05:06:07.000Z', metrics: { dataLoss: 0.625, accuracy: 0.5 } };
  const [table] = compareReport([run('a', { test }), run('b', {})], []).tables;
  const from = table!.columns.indexOf('test loss');
  expect(table!.columns.slice(from, from + 3)).toEqual(['test loss', 'test accuracy', 'revealed']);
  expect(table!.rows.map((row) => row.slice(from, from + 3))).toEqual([
    [0.625, 0.5, '2026-03-04 05:06 UTC'],
    [null, null, null],
  ]);
  expect(compareReport([run('a', { test })], []).findings.at(-1)).toContain(
    'The test set of 1 run was revealed',
  );
  expect(compareReport(runs, []).tables[0]!.columns).not.toContain('test loss');
});
