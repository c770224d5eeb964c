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
  for (const [name, part] of parts) {
    if (part === null || 'share' in part === (dataset.kind === 'table')) continue;
    issues.push({
      path: [name],
      message:
        'share' in part
          ? `got a share; ${dataset.kind} data are drawn: {"samplesPerClass": 100}, say`
          : 'got samples per class; a table is split by share: {"share": 0.2}, say',
    });
  }
  if (dataset.kind !== 'table' || issues.length > 0) return issues;

  const { rows } = dataset;
  const counts = countSamples(config);
  for (const [name, part] of parts) {
    if (part === null || counts[name] > 0) continue;
    issues.push({ path: [name, 'share'], message: `of ${rows} rows this leaves none for ${name}` });
  }
  if (counts.validation + counts.test >= rows) {
    issues.push({ path: ['validation', 'share'], message: `of ${rows} rows this leaves none for training` });
  }
  return issues;
}
