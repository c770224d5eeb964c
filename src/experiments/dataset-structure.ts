import { countSamples, type TrainingConfig } from '#engine';

type SplitConfig = Pick<TrainingConfig, 'dataset' | 'validation' | 'test'>;

/** What does not fit between a dataset and the sets that are to come from it: each mistake with the path of its field. */
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
    if (part === null || 'file' in part || 'share' in part === (dataset.kind === 'table')) continue;
    issues.push({
      path: [name],
      message:
        'share' in part
          ? `got a share; ${dataset.kind} data are drawn: {"samplesPerClass": 100}, say`
          : 'got samples per class; a table is split by share: {"share": 0.2}, say',
    });
  }
  if (dataset.kind !== 'table' || issues.length > 0) return issues;

  const rows = dataset.rows - testRows;
  const counts = countSamples(config);
  for (const [name, part] of parts) {
    if (part === null || counts[name] > 0) continue;
    issues.push({ path: [name, 'share'], message: `of ${rows} rows this leaves none for ${name}` });
  }
  if (counts.validation + (testRows > 0 ? 0 : counts.test) >= rows) {
    issues.push({ path: ['validation', 'share'], message: `of ${rows} rows this leaves none for training` });
  }
  return issues;
}

/** Whoever has a test file is tested on it, and nobody else is. */
function testFileIssue(test: SplitConfig['test'], testRows: number): string | null {
  const isFile = test !== null && 'file' in test;
  if (isFile === testRows > 0) return null;
  return isFile
    ? 'got {"file": true}; the dataset has no test file'
    : `the table has a test file of ${testRows} rows; allowed: {"file": true}`;
}
