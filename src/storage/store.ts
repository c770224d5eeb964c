import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HostKind, RunDetail, RunSummary } from '#api';
import { createCheckpoints } from './checkpoints.ts';
import { databaseFileName } from './connection.ts';
import { createConfirmations } from './confirmations.ts';
import { createEpochRowReader } from './epoch-rows.ts';
import { createEpochWriter } from './epoch-writer.ts';
import { loadMigrations, type Migration } from './migrations.ts';
import { checkDatabaseFile, openDatabase, prepareFolder } from './open-database.ts';
import { createPreferences } from './preferences.ts';
import { acquireHostLock, acquireOpeningLock } from './process-lock.ts';
import { randomId } from './random-id.ts';
import { createReader } from './reader.ts';
import { createRunCreation, type RunDraft } from './run-creation.ts';
import { createRunDeletion } from './run-deletion.ts';
import { createRunEdits, type RunPatch, type TagChange } from './run-edits.ts';
import { createRunLifecycle } from './run-lifecycle.ts';
import { createRunList } from './run-list.ts';
import { createRunLookup } from './run-lookup.ts';
import { createReopening } from './run-reopening.ts';
import { createSweeps } from './sweeps.ts';
import { createTableImports } from './table-imports.ts';
import { createTables } from './tables.ts';
import { createTestReveal } from './test-reveal.ts';
import { createTrash } from './trash.ts';
import { createRecovery, createSessionLog } from './sessions.ts';
import { createSnapshots } from './snapshots.ts';
import { guardMethods, withStorageErrors } from './sqlite-errors.ts';

export interface StoreOptions {
  /** Folder of the database; created when there is none. */
  readonly dataDir: string;
  readonly appVersion: string;
  readonly engineVersion: string;
  readonly host: HostKind;
  /** True for a host (desktop, serve), of which a folder has at most one. */
  readonly exclusive: boolean;
  /** Absolute path of the file of the store's threads. */
  readonly readerEntry: string;
}

/**
 * Opens the database of a folder: locks, checks, backs up and migrates as needed. Throws an AppError
 * (folderNotWritable, hostAlreadyRunning, notADatabase, databaseTooNew, storageFull, conflict, storage) and then
 * leaves the database as it was.
 */
export function openStore(options: StoreOptions, migrations: readonly Migration[] = loadMigrations()): Store {
  return withStorageErrors(() => {
    const undo: (() => void)[] = [];
    try {
      return open(options, migrations, (action) => undo.unshift(action));
    } catch (thrown) {
      for (const action of undo) action();
      throw thrown;
    }
  });
}

/** All that the services ask of the database. Every failure is an AppError. */
export type Store = ReturnType<typeof open>;

function open(
  options: StoreOptions,
  migrations: readonly Migration[],
  onFailure: (undo: () => void) => void,
) {
  const { dataDir, host, appVersion, engineVersion } = options;
  prepareFolder(dataDir);
  checkDatabaseFile(dataDir, migrations);
  const hostLock = options.exclusive ? acquireHostLock(dataDir) : null;
  onFailure(() => hostLock?.release());

  const openingLock = acquireOpeningLock(dataDir);
  onFailure(() => openingLock.release());
  const { db, locks, crashed } = openDatabase(dataDir, migrations);
  onFailure(() => db.close());
  const session = randomId();
  const sessionLock = locks.acquire(session);
  onFailure(() => sessionLock.release());
  const sessionLog = createSessionLog(db, locks);
  sessionLog.open(session, host, appVersion);
  sessionLog.closeCrashed(crashed);
  openingLock.release();

  const platform = `${process.platform}-${process.arch}`;
  const lookup = createRunLookup(db);
  const tables = createTables(db, session, locks);
  const origin = { session, appVersion, engineVersion, platform, host };
  const createRuns = createRunCreation(db, origin, tables.requireDataset);
  const edits = createRunEdits(db, lookup);
  const revealTests = createTestReveal(db, lookup);
  const deletion = createRunDeletion(db);
  const trash = createTrash(db, lookup, deletion);
  const reader = createReader(options.readerEntry, db.name);
  const { closeImports, ...imports } = createTableImports({
    threadEntry: options.readerEntry,
    databaseFile: db.name,
    tables,
    deleteTableBytes: reader.deleteTableBytes,
  });
  const reopen = createReopening(db, lookup, session);
  const readRows = createEpochRowReader(db);
  const dataVersion = (): number => db.pragma('data_version', { simple: true }) as number;
  let seenVersion = dataVersion();

  const methods = {
    createRuns: (drafts: readonly RunDraft[]): RunSummary[] => lookup.getRuns(createRuns(drafts)),
    getRun: lookup.getRun,
    getRuns: lookup.getRuns,
    findRuns: lookup.findRuns,
    resolveRunId: lookup.resolveRunId,
    ancestryOf: lookup.ancestryOf,
    liveRuns: (): RunSummary[] => lookup.liveRuns(session),
    ...createRunList(db),

    updateRun(patch: RunPatch): RunDetail {
      edits.updateRun(patch);
      return lookup.getRun(patch.id);
    },
    /** Throws conflict when the run has measured no test set. */
    revealTest(id: string): RunDetail {
      revealTests([id]);
      return lookup.getRun(id);
    },
    /** The same of many runs, all or none. */
    revealTests,
    tagRuns(change: TagChange): RunSummary[] {
      edits.tagRuns(change);
      return lookup.getRuns(change.ids);
    },
    /** Returns those that can be read. */
    trashRuns(ids: readonly string[]): RunSummary[] {
      trash.trashRuns(ids);
      return lookup.findRuns(ids).runs;
    },
    /** Returns those that can be read. */
    restoreRuns(ids: readonly string[]): RunSummary[] {
      trash.restoreRuns(ids);
      return lookup.findRuns(ids).runs;
    },
    readTrash: trash.readTrash,
    emptyTrash: trash.emptyTrash,
    deleteStep: deletion.deleteStep,

    ...createRunLifecycle(db, lookup, origin),
    /**
     * Queues an interrupted or stopped run again, with more epochs a completed one too; it is this process's then.
     * Throws a conflict that says why it cannot go on.
     */
    reopenRun(id: string, epochs?: number): RunSummary {
      reopen([id], epochs);
      return lookup.getRuns([id])[0]!;
    },
    /** The same of many runs, all or none. */
    reopenRuns(ids: readonly string[], epochs?: number): RunSummary[] {
      reopen(ids, epochs);
      return lookup.getRuns(ids);
    },
    appendEpochs: createEpochWriter(db),
    /** Stored rows from `fromEpoch` on, `count` at most (layout: epoch-row.ts), bit for bit as they were recorded. */
    readEpochRows: (id: string, fromEpoch: number, count: number): Float64Array =>
      readRows(lookup.requireRow(id), fromEpoch, count),
    ...createCheckpoints(db, lookup),
    ...createSnapshots(db, lookup),
    recoverRuns: createRecovery(db, locks, session, options.exclusive),

    /** True when another process wrote since this was last asked. */
    changedElsewhere(): boolean {
      const before = seenVersion;
      seenVersion = dataVersion();
      return seenVersion !== before;
    },
    ...createSweeps(db),
    ...createConfirmations(db),
    listTables: tables.listTables,
    getTable: tables.getTable,
    readTableChunk: tables.readTableChunk,
    runsOfTable: tables.runsOfTable,
    ...imports,
    ...createPreferences(db),
    /** Bytes of the database with its write-ahead log. */
    sizeBytes: (): number => fileBytes(join(dataDir, databaseFileName)) + fileBytes(`${db.name}-wal`),
  };

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    await Promise.all([closeImports(), reader.close()]);
    try {
      sessionLog.close(session);
    } catch {
      // On a full disk. The session then counts as crashed, and the next start checks the database.
    }
    db.close();
    sessionLock.release();
    hostLock?.release();
  }

  return {
    ...guardMethods(methods),
    readSeries: reader.readSeries,
    readManySeries: reader.readManySeries,
    listSweeps: reader.listSweeps,
    describeTable: reader.describeTable,
    previewDataset: reader.previewDataset,
    readConfusion: reader.readConfusion,
    foreseeExport: reader.foreseeExport,
    exportCsv: reader.exportCsv,
    /** Ends the reader and frees the locks; further calls wait for the first. */
    close: (): Promise<void> => (closing ??= close()),
  };
}

function fileBytes(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}
