export { inspectDatabase, type DatabaseReport } from './inspect-database.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
export type { RunDraft } from './run-creation.ts';
export type { RunOutcome } from './run-lifecycle.ts';
export type { StoredSweep, StoredSweepRun } from './sweeps.ts';
export type { Recovery } from './sessions.ts';
export { withTableErrors } from './table-errors.ts';
export type { OpenTableImport } from './table-imports.ts';
export type { ExportQuery } from './thread-protocol.ts';
