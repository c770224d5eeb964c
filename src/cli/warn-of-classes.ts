import { missingClassNotice, type RunConfig } from '#api';
import type { Lambdascope } from '#app';
import { send } from './send.ts';
import { say } from './say.ts';

/** Each reads the table once more, so only the first are looked at. */
const maxSplits = 20;

/**
 * Says on stderr which classes of a table a set of the runs has no row of, and of several splits in which of the first 20. Throws
 * AppError where the table cannot be split so.
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

/** `fold 2 of repeat 1` whatever the seed, else `seed 3`: runs of one setting that share it split a table alike. */
function splitName({ validation, seed }: RunConfig): string {
  return 'folds' in validation ? `fold ${validation.fold} of repeat ${validation.repeat}` : `seed ${seed}`;
}
