import type { Place, RunDetail, RunSummary, SweepDefinition } from '#api';
import { createAwayRuns } from './away-runs.ts';
import { createImportUndo } from './bringing/index.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createCompaction, databaseBytes } from './compaction.ts';
import { createConfirmations } from './confirmations.ts';
import type { Connection } from './connection.ts';
import { createEpochRowReader } from './epoch-rows.ts';
import { createEpochWriter } from './epoch-writer.ts';
import { createPreferences } from './preferences.ts';
import { createOnsetJudge } from './onset.ts';
import { createOverviewWriter } from './overviews.ts';
import type { SessionLocks } from './process-lock.ts';
import { createRemoteRecords } from './remote-records.ts';
import { createRunCreation, type RunDraft, type RunOrigin } from './run-creation.ts';
import { createRunDeletion } from './run-deletion.ts';
import { createRunEdits, type RunPatch, type TagChange } from './run-edits.ts';
import { createRunLifecycle } from './run-lifecycle.ts';
import { createFieldDescriptions } from './field-descriptions.ts';
import { createFieldDifferences } from './field-differences.ts';
import { createRunGroups } from './run-groups.ts';
import { createRunList } from './run-list.ts';
import { createRunLookup } from './run-lookup.ts';
import { createReopening } from './run-reopening.ts';
import { createInterruption, createRecovery } from './sessions.ts';
import { createSleep } from './sleep.ts';
import { createSnapshots } from './snapshots.ts';
import { createSweepAnswers } from './sweep-answers.ts';
import { createSweeps } from './sweeps.ts';
import { createTables } from './tables.ts';
import { createTestReveal } from './test-reveal.ts';
import { createTrash } from './trash.ts';
import { createVerificationRecords } from './verifications.ts';

/** Who uses a database. */
export interface StorageContext {
  readonly origin: RunOrigin;
  /** True for a host, which takes over the queues of dead ones. */
  readonly takesQueue: boolean;
  readonly locks: Pick<SessionLocks, 'isAlive'>;
}

export type StorageMethods = ReturnType<typeof createStorageMethods>;

/** The services' short statements. On a read-only connection those that write fail. */
export function createStorageMethods(db: Connection, { origin, takesQueue, locks }: StorageContext) {
  const { session } = origin;
  const lookup = createRunLookup(db);
  const tables = createTables(db, session, locks);
  const createRuns = createRunCreation(db, origin, tables.requireDataset);
  const edits = createRunEdits(db, lookup);
  const revealTests = createTestReveal(db, lookup);
  const deletion = createRunDeletion(db);
  const trash = createTrash(db, lookup, deletion, edits);
  const sweeps = createSweeps(db);
  const reopen = createReopening(db, lookup, session);
  const readRows = createEpochRowReader(db);
  const appendEpochs = createEpochWriter(db);
  const checkpoints = createCheckpoints(db, lookup);
  const snapshots = createSnapshots(db, lookup);
  const dataVersion = (): number => db.pragma('data_version', { simple: true }) as number;
  let seenVersion = dataVersion();

  return {
    createRuns: (drafts: readonly RunDraft[]): RunSummary[] => lookup.getRuns(createRuns(drafts)),
    getRun: lookup.getRun,
    getRuns: lookup.getRuns,
    findRuns: lookup.findRuns,
    readRuns: lookup.readRuns,
    resolveRunId: lookup.resolveRunId,
    ancestryOf: lookup.ancestryOf,
    forksOf: lookup.forksOf,
    liveRuns: (): RunSummary[] => lookup.liveRuns(session),
    ...createRunList(db),
    groupRuns: createRunGroups(db),
    describeFields: createFieldDescriptions(db),
    differingFields: createFieldDifferences(db),

    updateRun(patch: RunPatch): RunDetail {
      edits.updateRun(patch);
      return lookup.getRun(patch.id);
    },
    editRuns: edits.editRuns,
    /** Throws conflict if the run has no test metrics. */
    revealTest(id: string): RunDetail {
      revealTests([id]);
      return lookup.getRun(id);
    },
    /** The same for many runs, all or none. */
    revealTests,
    tagRuns(change: TagChange): RunSummary[] {
      edits.tagRuns(change);
      return lookup.getRuns(change.ids);
    },
    /** Returns the readable ones. */
    trashPassing: trash.trashPassing,
    trashRuns(ids: readonly string[]): RunSummary[] {
      trash.trashRuns(ids);
      return lookup.findRuns(ids).runs;
    },
    /** Returns the readable ones. */
    restoreRuns(ids: readonly string[]): RunSummary[] {
      trash.restoreRuns(ids);
      return lookup.findRuns(ids).runs;
    },
    readTrash: trash.readTrash,
    emptyTrash: trash.emptyTrash,
    deleteStep: deletion.deleteStep,

    ...createRunLifecycle(db, lookup, origin),
    /**
     * Queues an interrupted or stopped run for this process again; with more epochs, also a completed one. Throws conflict with the reason
     * why it cannot be resumed.
     */
    reopenRun(id: string, epochs?: number, place?: Place): RunSummary {
      reopen([id], epochs, place);
      return lookup.getRuns([id])[0]!;
    },
    /** The same for many runs, all or none. */
    reopenRuns(ids: readonly string[], epochs?: number, place?: Place): RunSummary[] {
      reopen(ids, epochs, place);
      return lookup.getRuns(ids);
    },
    appendEpochs,
    ...createRemoteRecords(db, lookup, origin, { appendEpochs, checkpoints, snapshots }),
    ...createAwayRuns(db, lookup, session),
    /** Stored rows from `fromEpoch` on, at most `count` (layout: epoch-row.ts), bit for bit as they were recorded. */
    readEpochRows: (id: string, fromEpoch: number, count: number): Float64Array =>
      readRows(lookup.requireRow(id), fromEpoch, count),
    ...checkpoints,
    ...snapshots,
    ...createOverviewWriter(db),
    judgeOnsets: createOnsetJudge(db).judgeOnsets,
    recoverRuns: createRecovery(db, locks, session, takesQueue),
    interruptRuns: createInterruption(db, session),
    ...createSleep(db, session),

    /** True if another process has written since the last call. */
    changedElsewhere(): boolean {
      const before = seenVersion;
      seenVersion = dataVersion();
      return seenVersion !== before;
    },
    ...sweeps,
    answerSweeps: createSweepAnswers(db),
    /** Changes the grid of a sweep and creates the runs that it gains, all or nothing. */
    growSweep: db.transaction(
      (id: string, definition: SweepDefinition, drafts: readonly RunDraft[]): RunSummary[] => {
        sweeps.changeSweep(id, definition);
        return lookup.getRuns(createRuns(drafts));
      },
    ).immediate,
    ...createConfirmations(db),
    ...createVerificationRecords(db, lookup),
    ...createImportUndo(db, session, locks),
    listTables: tables.listTables,
    getTable: tables.getTable,
    readTableChunk: tables.readTableChunk,
    runsOfTable: tables.runsOfTable,
    enterTable: tables.enter,
    completeTable: tables.complete,
    markTableUnfinished: tables.markUnfinished,
    deleteUnfinishedTable: tables.deleteUnfinished,
    claimTableLeftovers: tables.claimLeftovers,
    ...createPreferences(db),
    /** Size in bytes of the database including its write-ahead log. */
    sizeBytes: (): number => databaseBytes(db.name),
    ...createCompaction(db),
  };
}
