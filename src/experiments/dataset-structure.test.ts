import { expect, it } from 'vitest';
import { formatIssues, parseRunConfig } from './config-issues.ts';

const table = {
  kind: 'table',
  digest: '0'.repeat(64),
  name: 'iris.csv',
  rows: 150,
  features: 4,
  classes: 3,
};
/** A third of the rows come from a test file. */
const withTest = { ...table, testRows: 50 };
const layers = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }];

function issuesOf(input: object): string[] {
  const result = parseRunConfig({ layers, ...input });
  return result.ok ? [] : result.issues.map((issue) => formatIssues([issue]));
}

it('accepts a table with its defaults', () => {
  const result = parseRunConfig({ layers, dataset: table, validation: { share: 0.2 } });
  expect(result.ok && result.config.dataset).toEqual({
    ...table,
    standardize: true,
    stratified: true,
    trainingShare: 1,
    labelNoise: 0,
  });
});

it.each([
  [{ dataset: table }, 'validation: got samples per class; a table is split by share: {"share": 0.2}, say'],
  [
    { dataset: table, validation: { share: 0.2 }, test: {} },
    'test: got samples per class; a table is split by share: {"share": 0.2}, say',
  ],
  [
    { validation: { share: 0.2 } },
    'validation: got a share; spiral data are drawn: {"samplesPerClass": 100}, say',
  ],
  [
    { dataset: table, validation: { share: 0.003 } },
    'validation.share: of 150 rows this leaves none for validation',
  ],
  [
    { dataset: table, validation: { share: 0.5 }, test: { share: 0.5 } },
    'validation.share: of 150 rows this leaves none for training',
  ],
  [
    { dataset: table, validation: { share: 0.2 }, test: { file: true } },
    'test: got {"file": true}; the dataset has no test file',
  ],
  [
    { dataset: withTest, validation: { share: 0.2 }, test: { share: 0.2 } },
    'test: the table has a test file of 50 rows; allowed: {"file": true}',
  ],
  [
    { dataset: withTest, validation: { share: 0.2 } },
    'test: the table has a test file of 50 rows; allowed: {"file": true}',
  ],
  [
    { dataset: withTest, validation: { share: 0.004 }, test: { file: true } },
    'validation.share: of 100 rows this leaves none for validation',
  ],
  [{ dataset: table, validation: { folds: 1 } }, 'validation.folds: got 1; allowed: at least 2'],
  [
    { dataset: table, validation: { folds: 151 } },
    'validation.folds: got 151; allowed: at most one fold for each of the 150 rows',
  ],
  [
    { dataset: table, validation: { folds: 121 }, test: { share: 0.2 } },
    'validation.folds: got 121; allowed: at most one fold for each of the 120 rows',
  ],
  [
    { dataset: table, validation: { folds: 5, fold: 5 } },
    'validation.fold: got 5; allowed: 0 to 4, of 5 folds',
  ],
  [{ dataset: table, validation: { folds: 5, fold: -1 } }, 'validation.fold: got -1; allowed: at least 0'],
  [
    { validation: { folds: 5 } },
    'validation: got folds; spiral data are drawn: {"samplesPerClass": 100}, say',
  ],
  [
    { dataset: { ...table, digest: 'abc' }, validation: { share: 0.2 } },
    'dataset.digest: got "abc"; allowed: the 64 hexadecimal digits of a stored table',
  ],
  [
    { dataset: { ...table, features: 1001 }, validation: { share: 0.2 } },
    'dataset.features: got 1001; allowed: at most 1000',
  ],
])('refuses %j', (input, message) => {
  expect(issuesOf(input)).toEqual([message]);
});

it('accepts a table with a test file, whose test set is the file', () => {
  expect(issuesOf({ dataset: withTest, validation: { share: 0.98 }, test: { file: true } })).toEqual([]);
});

it('accepts the largest table, and refuses what the kernels cannot address', () => {
  const large = { ...table, rows: 100_000, features: 1000 };
  expect(issuesOf({ dataset: large, validation: { share: 0.2 }, test: { share: 0.2 } })).toEqual([]);
  expect(issuesOf({ dataset: large, validation: { share: 0.01 }, batchSize: 1 })).toEqual([]);
  const wide = { kind: 'dense', units: 4096 };
  expect(issuesOf({ dataset: large, validation: { share: 0.2 }, layers: [wide, wide, ...layers] })).toEqual([
    'this run would need 4.6 GiB of memory; at most 4.0 GiB is allowed: use fewer samples or fewer units',
  ]);
  expect(issuesOf({ dataset: large, validation: { share: 0.2 }, precision: 'float32' })).toEqual([]);
});
