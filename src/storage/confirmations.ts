import type { ConfirmationPlan, RunSummary, UnreadableRun } from '#api';
import type { Connection } from './connection.ts';
import { randomId } from './random-id.ts';
import { readTest } from './run-ends.ts';
import type { RunRow } from './run-row.ts';
import { readSweepRuns, toSweepRun, type StoredSweepRun, type SweepRunRow } from './sweeps.ts';

/** A run of a confirmation, with its test metrics if they may be shown. */
export interface StoredConfirmationRun extends StoredSweepRun {
  readonly test: RunSummary['test'];
}

/** A confirmation as it is stored, with every run ever made for it, oldest first, including those in the trash. */
export interface StoredConfirmation {
  readonly id: string;
  /** JSON, unchecked. */
  readonly plan: string;
  readonly createdAt: string;
  readonly runs: readonly StoredConfirmationRun[];
  readonly unreadable: readonly UnreadableRun[];
}

interface ConfirmationRow {
  readonly confirmation_id: number;
  readonly public_id: string;
  readonly plan: string;
  readonly created_at: string;
}
type ConfirmationRunRow = SweepRunRow & Parameters<typeof readTest>[0] & Pick<RunRow, 'run_id'>;

/** Binds the sweep's public id. */
export const confirmationsSql = `
  SELECT * FROM confirmations
  WHERE sweep_id = (SELECT sweep_id FROM sweeps WHERE public_id = ?) ORDER BY confirmation_id`;

/** Binds the confirmation_id. */
export const confirmationRunsSql = `SELECT * FROM runs WHERE confirmation_id = ? ORDER BY run_id`;

/** Reads and writes the confirmations of sweeps. They are deleted with their sweep. */
export function createConfirmations(db: Connection) {
  const insert = db.prepare(`
    INSERT INTO confirmations (public_id, sweep_id, plan, created_at)
    SELECT ?, sweep_id, ?, ? FROM sweeps WHERE public_id = ?`);
  const select = db.prepare<[string], ConfirmationRow>(confirmationsSql);
  const selectRuns = db.prepare<[number], ConfirmationRunRow>(confirmationRunsSql);
  const selectSeeds = db
    .prepare<[string], number>(
      `SELECT DISTINCT seed FROM runs WHERE sweep_id = (SELECT sweep_id FROM sweeps WHERE public_id = ?)`,
    )
    .pluck();

  return {
    /** Returns its id. The sweep must exist. */
    createConfirmation(sweepId: string, plan: ConfirmationPlan): string {
      const id = randomId();
      insert.run(id, JSON.stringify(plan), new Date().toISOString(), sweepId);
      return id;
    },
    /** Confirmations of a sweep, oldest first. */
    confirmationsOf: (sweepId: string): StoredConfirmation[] =>
      select.all(sweepId).map(({ confirmation_id, public_id, plan, created_at }) => ({
        id: public_id,
        plan,
        createdAt: created_at,
        ...readSweepRuns(selectRuns.all(confirmation_id), (row) => ({
          ...toSweepRun(row),
          test: readTest(row),
        })),
      })),
    /** Seeds of all runs ever made for the sweep that are not deleted. */
    seedsOfSweep: (sweepId: string): number[] => selectSeeds.all(sweepId),
  };
}
