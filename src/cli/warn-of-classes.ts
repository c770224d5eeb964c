import { missingClassNotice, type RunConfig } from '#api';
import type { Lambdascope } from '#app';
import { send } from './send.ts';
import { say } from './say.ts';

/** Each one reads the table again, so only the first few are checked. */
const maxSplits = 20;

/**
 * Reports on stderr which classes of a table are missing from a set of the runs and, for several splits, in which of the first 20. Throws
 * AppError if the table cannot be split that way.
 */
export async function warnOfClasses(app: Lambdascope, configs: readonly RunConfig[]): Promise<void> {
  const splits = new Map(configs.map((config) => [splitName(config), config]));
  const where = new Map<string, string[]>();
  for (const [name, { dataset, validation, test, layers, seed }] of [...splits].slice(0, maxSplits)) {
    if (dataset.kind !== 'table') continue;
    const { classCounts } = await send(app, 'previewDataset', { dataset, validation, test, layers, seed });
    const { labels } = await send(app, 'getTable', { digest: dataset.digest });
    const notice = missingClassNotice(classCounts, labels);
    if (notice !== null) where.set(notice, [...(where.get(notice) ?? []), name]);
  }
  for (const [notice, names] of where) {
    say(splits.size === 1 ? notice : `${names.join(', ')}: ${notice}`);
  }
}

/** `fold 2 of repeat 1` whatever the seed, otherwise `seed 3`: runs of one setting that share it split a table in the same way. */
function splitName({ validation, seed }: RunConfig): string {
  return 'folds' in validation ? `fold ${validation.fold} of repeat ${validation.repeat}` : `seed ${seed}`;
}
