import type { StorageMethods } from './storage-methods.ts';

/**
 * Which thread runs a method. `read`: a read-only connection, which sees what is committed and waits for no writer. `write`:
 * the one writing connection, in the order of the calls; what changes something and returns it does both there.
 * `record`: the same, for trainings, which wait by themselves for what passes.
 */
export type MethodThread = 'read' | 'write' | 'record';

export const methodThreads: Readonly<Record<keyof StorageMethods, MethodThread>> = {
  getRun: 'read',
  getRuns: 'read',
  findRuns: 'read',
  resolveRunId: 'read',
  ancestryOf: 'read',
  listRuns: 'read',
  selectRunIds: 'read',
  matchRuns: 'read',
  readEpochRows: 'read',
  checkpointsOf: 'read',
  snapshotSizes: 'read',
  readSnapshots: 'read',
  getSweep: 'read',
  sweepRuns: 'read',
  resolveSweepId: 'read',
  confirmationsOf: 'read',
  seedsOfSweep: 'read',
  listTables: 'read',
  getTable: 'read',
  readTableChunk: 'read',
  runsOfTable: 'read',
  getPreferences: 'read',
  readTrash: 'read',
  sizeBytes: 'read',
  freeBytes: 'read',

  startRun: 'record',
  pauseRun: 'record',
  continueRun: 'record',
  endRun: 'record',
  appendEpochs: 'record',
  saveCheckpoint: 'record',
  saveSnapshot: 'record',

  createRuns: 'write',
  updateRun: 'write',
  revealTest: 'write',
  revealTests: 'write',
  tagRuns: 'write',
  trashRuns: 'write',
  restoreRuns: 'write',
  emptyTrash: 'write',
  deleteStep: 'write',
  reopenRun: 'write',
  reopenRuns: 'write',
  // Of the session, which the writer has.
  liveRuns: 'write',
  recoverRuns: 'write',
  interruptRuns: 'write',
  syncToDisk: 'write',
  skipTime: 'write',
  createSweep: 'write',
  renameSweep: 'write',
  growSweep: 'write',
  changeSweep: 'write',
  trashSweep: 'write',
  restoreSweep: 'write',
  createConfirmation: 'write',
  enterTable: 'write',
  completeTable: 'write',
  disownTable: 'write',
  forgetTable: 'write',
  claimTableLeftovers: 'write',
  setPreference: 'write',
  setPreferenceEntries: 'write',
  compact: 'write',
  // Its answer is of the connection that asks, and what the writer itself writes must not count.
  changedElsewhere: 'write',
};
