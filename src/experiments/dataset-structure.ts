import { countSamples, type FoldConfig, type TrainingConfig } from '#engine';

type SplitConfig = Pick<TrainingConfig, 'dataset' | 'validation' | 'test'>;

/** Mismatches between a dataset and the sets to be made from it, each with the path of its field. */
export function datasetIssues(config: SplitConfig): { path: string[]; message: string }[] {
  const { dataset, validation, test } = config;
  const issues: { path: string[]; message: string }[] = [];
  const parts = [
    ['validation', validation],
    ['test', test],
  ] as const;
  const testRows = dataset.kind === 'table' ? (dataset.testRows ?? 0) : 0;
  const testIssue = testFileIssue(test, testRows);
  if (testIssue !== null) return [{ path: ['test'], message: testIssue }];
  for (const [name, part] of parts) {
    if (part === null || 'file' in part || 'samplesPerClass' in part !== (dataset.kind === 'table')) continue;
    issues.push({
      path: [name],
      message:
        'samplesPerClass' in part
          ? 'got samples per class; a table is split by share: {"share": 0.2}, say'
          : `got ${'folds' in part ? 'folds' : 'a share'}; ${dataset.kind} data are drawn: {"samplesPerClass": 100}, say`,
    });
  }
  if (dataset.kind !== 'table' || issues.length > 0) return issues;

  const rows = dataset.rows - testRows;
  const counts = countSamples(config);
  const left = rows - (testRows > 0 ? 0 : counts.test);
  if ('folds' in validation) issues.push(...foldIssues(validation, left));
  for (const [name, part] of parts) {
    if (part === null || 'folds' in part || counts[name] > 0) continue;
    issues.push({ path: [name, 'share'], message: `of ${rows} rows this leaves none for ${name}` });
  }
  if (counts.validation >= left) {
    issues.push({
      path: ['folds' in validation ? 'test' : 'validation', 'share'],
      message: `of ${rows} rows this leaves none for training`,
    });
  }
  return issues;
}

/** `rows` are those left after the test set. */
function foldIssues({ folds, fold }: FoldConfig, rows: number): { path: string[]; message: string }[] {
  if (folds > rows && rows > 1) {
    const message = `got ${folds}; allowed: at most one fold for each of the ${rows} rows`;
    return [{ path: ['validation', 'folds'], message }];
  }
  if (fold < folds) return [];
  return [
    { path: ['validation', 'fold'], message: `got ${fold}; allowed: 0 to ${folds - 1}, of ${folds} folds` },
  ];
}

/** A table with a test file must be tested on it, and no other table can be. */
function testFileIssue(test: SplitConfig['test'], testRows: number): string | null {
  const isFile = test !== null && 'file' in test;
  if (isFile === testRows > 0) return null;
  return isFile
    ? 'got {"file": true}; the dataset has no test file'
    : `the table has a test file of ${testRows} rows; allowed: {"file": true}`;
}
