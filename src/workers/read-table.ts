import type { TableSamples, TrainingConfig } from '#engine';
import { createTableDecoder } from '#experiments';
import type { Mailbox } from './mailbox.ts';

/**
 * Fetches the rows of a config's table, `stopped` if the run is stopped first; null for generated data. Throws TableError if the bytes
 * are not a table.
 */
export async function readTable(
  { dataset }: Pick<TrainingConfig, 'dataset'>,
  mailbox: Pick<Mailbox, 'waitWhilePaused' | 'wantTable'>,
): Promise<TableSamples | null | 'stopped'> {
  if (dataset.kind !== 'table') return null;
  const decoder = createTableDecoder();
  for (let chunk = 0; ; chunk++) {
    if (!(await mailbox.waitWhilePaused())) return 'stopped';
    const bytes = await mailbox.wantTable(chunk);
    if (bytes === null) return (await mailbox.waitWhilePaused()) ? decoder.finish().samples : 'stopped';
    decoder.push(bytes);
  }
}
