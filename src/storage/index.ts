export { inspectDatabase, type DatabaseReport } from './inspect-database.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
export type { RunDraft } from './run-creation.ts';
export type { RunOutcome } from './run-lifecycle.ts';
export type { StoredSweep, StoredSweepRun } from './sweeps.ts';
export type { Recovery } from './sessions.ts';
export type { ExportQuery } from './reader-protocol.ts';
