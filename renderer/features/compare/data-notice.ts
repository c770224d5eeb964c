import { diffConfigs, type RunSummary } from '#api';

/** What of a config decides the samples that losses are measured on, the seed apart. */
const dataPaths = /^(dataset|validation|test)(\.|$)/;

/** A sentence where the compared runs were not measured on the same data, or null. */
export function dataNotice(runs: readonly RunSummary[]): string | null {
  const fields = diffConfigs(runs.map(({ config }) => config))
    .map(({ path }) => path)
    .filter((path) => dataPaths.test(path) && !path.startsWith('test'));
  if (fields.length === 0) return null;
  const training = fields.every(
    (path) => path === 'dataset.samplesPerClass' || path === 'dataset.trainingShare',
  );
  const named =
    fields.length > 3 ? `${fields.slice(0, 3).join(', ')} and ${fields.length - 3} more` : fields.join(', ');
  return training
    ? `These runs have training sets of different sizes (${named}).`
    : `These runs are of different data (${named}): their losses are not of the same samples.`;
}
