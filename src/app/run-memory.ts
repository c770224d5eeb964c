import { totalmem } from 'node:os';
import { AppError, estimateMemoryBytes, formatBytes, type RunConfig } from '#api';

/** One run may claim this share of the machine's memory. */
const memoryShare = 0.7;

/** Throws invalidInput when run `index` of `count` cannot fit this machine, whatever the schema allows. */
export function requireMemory(config: RunConfig, index = 0, count = 1): void {
  const needed = estimateMemoryBytes(config);
  const available = totalmem() * memoryShare;
  if (needed <= available) return;
  const which = count === 1 ? 'this run' : `run ${index + 1} of ${count}`;
  throw new AppError(
    'invalidInput',
    `${which} would need ${formatBytes(needed)} of memory; ${formatBytes(available)} is available: ` +
      'use fewer samples or fewer units',
    { details: { neededBytes: needed, availableBytes: available } },
  );
}
