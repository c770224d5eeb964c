import { AppError, isLive } from '#api';
import type { Connection } from './connection.ts';
import type { RunLookup } from './run-lookup.ts';
import { readConfig } from './stored-config.ts';

/** Reveals a run's test metrics to the user, and records that it did. */
export function createTestReveal(db: Connection, { requireRow }: RunLookup) {
  const reveal = db.prepare(`
    UPDATE runs SET test_revealed_at = ? WHERE run_id = ? AND test_revealed_at IS NULL`);

  /** A run that is already revealed stays as it is. Throws conflict if it has no test metrics. */
  function revealTest(id: string): void {
    const row = requireRow(id);
    const refuse = (reason: string): never => {
      throw new AppError('conflict', `run ${row.name} (${id}) ${reason}`, { details: { id } });
    };
    if (readConfig(row.config).test === null) {
      refuse('has no test set; give `test` in the config of a new run');
    }
    if (isLive(row.status)) refuse(`is ${row.status}; its test set is evaluated when it ends`);
    if (row.test_data_loss === null) refuse(`has ${row.status} without evaluating its test set`);
    reveal.run(new Date().toISOString(), row.run_id);
  }
  /** Many runs, all or none. */
  return db.transaction((ids: readonly string[]): void => ids.forEach(revealTest)).immediate;
}
