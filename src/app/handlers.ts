import type { Handlers } from '#api';
import { createConfirmationHandlers } from './confirmation-handlers.ts';
import { createConfusionHandlers } from './confusion-handlers.ts';
import { createDefectHandlers } from './defect-handlers.ts';
import { createExportHandlers } from './export-handlers.ts';
import { createHostHandlers } from './host-handlers.ts';
import { createLineageHandlers } from './lineage-handlers.ts';
import { createPreviewHandlers } from './preview-handlers.ts';
import { createRunFileHandlers } from './run-files/index.ts';
import { createRunHandlers } from './run-handlers.ts';
import { createRunImportHandlers } from './run-import-handlers.ts';
import { createSeriesHandlers } from './series-handlers.ts';
import { createSnapshotHandlers } from './snapshot-handlers.ts';
import { createSweepHandlers } from './sweep-handlers.ts';
import { createSweepReader } from './sweep-reader.ts';
import { createTableHandlers } from './table-handlers.ts';
import { createVerificationHandlers } from './verification-handlers.ts';
import { createWorkerHandlers } from './worker-handlers.ts';
import type { Services } from './services.ts';
import type { Verifications } from './verifications.ts';

/** The handler of every command, by name; a command without one is a type error. */
export function createHandlers(services: Services, verifications: Verifications): Handlers {
  const sweeps = createSweepReader(services);
  return {
    ...createRunHandlers(services),
    ...createSweepHandlers(services, sweeps),
    ...createConfirmationHandlers(services, sweeps),
    ...createLineageHandlers(services),
    ...createSeriesHandlers(services),
    ...createSnapshotHandlers(services),
    ...createConfusionHandlers(services),
    ...createExportHandlers(services),
    ...createRunFileHandlers(services),
    ...createPreviewHandlers(services),
    ...createTableHandlers(services),
    ...createRunImportHandlers(services),
    ...createHostHandlers(services),
    ...createWorkerHandlers(services, () => services.training.queue),
    ...createDefectHandlers(services),
    ...createVerificationHandlers(verifications),
  };
}
