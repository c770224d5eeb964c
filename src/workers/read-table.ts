import type { TableSamples, TrainingConfig } from '#engine';
import { createTableDecoder } from '#experiments';
import type { Mailbox } from './mailbox.ts';

/**
 * Fetches the rows that a config learns from, `stopped` when the run is to stop first; null for drawn data. Throws
 * TableError when what comes is no table.
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
