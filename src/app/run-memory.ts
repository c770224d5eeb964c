import { totalmem } from 'node:os';
import { AppError, estimateMemoryBytes, formatBytes, type RunConfig } from '#api';

/** Share of the machine's memory that one run may take. */
const memoryShare = 0.7;

/** Throws invalidInput if run `index` of `count` cannot fit on this machine, whatever the schema allows. */
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
