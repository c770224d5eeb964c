import type { Connection } from '../connection.ts';
import type { RunLookup } from '../run-lookup.ts';
import { readParts, type RunRow } from '../run-row.ts';
import type { ExportQuery } from '../thread-protocol.ts';

/** Maximum number of incomplete runs to name; the rest are only counted. */
const namedRuns = 10;

/** Binds the run. */
export const countEpochsSql = `SELECT count(*) FROM epochs WHERE run_id = ?`;

/** Counts the epochs that a run claims to have recorded but that are missing. */
export function createMissingEpochs(db: Connection) {
  const count = db.prepare<[number], number>(countEpochsSql).pluck();
  return ({
    run_id,
    epochs_done,
    branch_epoch,
  }: Pick<RunRow, 'run_id' | 'epochs_done' | 'branch_epoch'>): number =>
    Math.max(0, epochs_done - (branch_epoch ?? 0) - (count.get(run_id) ?? 0));
}

/** Describes what an export of these runs will lack, one sentence per run; complete runs have none. */
export function createExportNotes(db: Connection, { requireRow }: RunLookup) {
  const missingEpochs = createMissingEpochs(db);

  function noteOn(row: RunRow, table: ExportQuery['table']): string | null {
    const who = `run ${row.name} (${row.public_id})`;
    if (table === 'runs') {
      const { problems } = readParts(row);
      return problems.length === 0
        ? null
        : `${who} is exported without its unreadable values: ${problems.join('; ')}`;
    }
    const missing = missingEpochs(row);
    const recorded = row.epochs_done - (row.branch_epoch ?? 0);
    return missing === 0 ? null : `${who}: ${missing} of its ${recorded} recorded epochs are missing`;
  }

  return (ids: readonly string[], table: ExportQuery['table']): string[] => {
    const notes: string[] = [];
    let others = 0;
    for (const id of ids) {
      const note = noteOn(requireRow(id), table);
      if (note === null) continue;
      if (notes.length < namedRuns) notes.push(note);
      else others++;
    }
    return others === 0 ? notes : [...notes, `the same for ${others} more ${others === 1 ? 'run' : 'runs'}`];
  };
}
