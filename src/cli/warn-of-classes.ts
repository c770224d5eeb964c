import { missingClassNotice, type RunConfig } from '#api';
import type { Lambdascope } from '#app';
import { send } from './send.ts';

/** Says on stderr which classes of a table a set of the run has no row of. Throws AppError where the table cannot be split so. */
export async function warnOfClasses(
  app: Lambdascope,
  { dataset, validation, test, layers, seed }: RunConfig,
): Promise<void> {
  if (dataset.kind !== 'table') return;
  const { classCounts } = await send(app, 'previewDataset', { dataset, validation, test, layers, seed });
  const { labels } = await send(app, 'getTable', { digest: dataset.digest });
  const notice = missingClassNotice(classCounts, labels);
  if (notice !== null) process.stderr.write(`${notice}\n`);
}
