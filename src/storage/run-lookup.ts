import type { TrainingStage } from '#engine';
import { AppError, type ReadRuns, type RunDetail, type RunSummary, type UnreadableRun } from '#api';
import type { Connection } from './connection.ts';
import { createRunDetails } from './run-detail.ts';
import { readParts, selectRuns, toRunSummary, toUnreadable, type RunRow } from './run-row.ts';
import { readAncestry } from './stored-config.ts';
import { meantBy } from './search-text.ts';

/** Binds the session. */
export const liveRunsSql = `
  ${selectRuns} WHERE session_id = ? AND status IN ('queued', 'running', 'paused') ORDER BY run_id`;

/** Runs are deleted only from the trash: a run that is not in it exists, whatever deleted_at says. */
const isThere = '(deleted_at IS NULL OR trashed_at IS NULL)';

/** Runs, and those of them that cannot be read. */
export interface FoundRuns {
  readonly runs: RunSummary[];
  readonly unreadable: UnreadableRun[];
}

/** Finds runs by the names and ids that people and programs use. */
export function createRunLookup(db: Connection) {
  const byPublicId = db.prepare<[string], RunRow>(`${selectRuns} WHERE public_id = ? AND ${isThere}`);
  const byPrefix = db.prepare<ReturnType<typeof meantBy>, { public_id: string; name: string }>(`
    SELECT public_id, name FROM runs WHERE public_id >= :from AND public_id < :to AND ${isThere}
    UNION SELECT public_id, name FROM runs WHERE name IN (:name, :composed, :decomposed) AND ${isThere}
    LIMIT 11`);
  const forks = db
    .prepare<[string], string>(
      `SELECT public_id FROM runs WHERE parent_id IN (SELECT value FROM json_each(?)) AND ${isThere}`,
    )
    .pluck();
  const live = db.prepare<[string], RunRow>(liveRunsSql);

  const toDetail = createRunDetails(db);

  const findRow = (id: string): RunRow | undefined => byPublicId.get(id);

  /** The row of a run; throws notFound naming the id. */
  function requireRow(id: string): RunRow {
    const row = findRow(id);
    if (row === undefined) throw new AppError('notFound', `there is no run ${JSON.stringify(id)}`);
    return row;
  }

  return {
    findRow,
    requireRow,
    getRun: (id: string): RunDetail => toDetail(requireRow(id)),
    /** Throws notReadable for the first unreadable run. */
    getRuns: (ids: readonly string[]): RunSummary[] => ids.map((id) => toRunSummary(requireRow(id))),
    /** Runs that exist and are readable, and for the others the reason why not. */
    readRuns: (ids: readonly string[]): ReadRuns => {
      const runs: RunSummary[] = [];
      const failures: ReadRuns['failures'][number][] = [];
      for (const id of new Set(ids)) {
        try {
          runs.push(toRunSummary(requireRow(id)));
        } catch (thrown) {
          if (!isOfRun(thrown)) throw thrown;
          failures.push({ id, error: thrown.toData() });
        }
      }
      return { runs, failures };
    },
    /** The readable runs, and the unreadable ones. */
    findRuns(ids: readonly string[]): FoundRuns {
      const rows = ids.map(requireRow);
      const read = rows.map((row) => ({ row, ...readParts(row) }));
      return {
        runs: read.flatMap(({ parts, problems }) => (problems.length === 0 ? (parts as RunSummary) : [])),
        unreadable: read.flatMap(({ row, problems }) =>
          problems.length === 0 ? [] : toUnreadable(row, problems.join('; ')),
        ),
      };
    },

    /**
     * The training stages of a fork before it had a config of its own, oldest first; empty for a run that starts at epoch 0. Throws
     * notReadable.
     */
    ancestryOf: (id: string): TrainingStage[] => readAncestry(requireRow(id).ancestry),

    /** Ids of the runs that branched off these, which may no longer exist. */
    forksOf: (ids: readonly string[]): string[] => forks.all(JSON.stringify(ids)),

    /** Runs of this session that are queued, running or paused, oldest first. */
    liveRuns: (session: string): RunSummary[] => live.all(session).map(toRunSummary),

    /** The id that `text` means: a whole id, the beginning of exactly one id, or a name that exactly one run has. */
    resolveRunId(text: string): string {
      if (findRow(text) !== undefined) return text;
      const found = byPrefix.all(meantBy(text));
      const [only, ...others] = found;
      if (only === undefined)
        throw new AppError('notFound', `there is no run with the id or name ${JSON.stringify(text)}`);
      if (others.length === 0) return only.public_id;
      const candidates = found.slice(0, 10).map(({ public_id, name }) => `${public_id} (${name})`);
      const more = found.length > 10 ? ', and more' : '';
      throw new AppError(
        'conflict',
        `${JSON.stringify(text)} may mean ${candidates.join(', ')}${more}; give more characters of the id`,
        { details: { candidates: found.slice(0, 10).map(({ public_id }) => public_id) } },
      );
    },
  };
}

export type RunLookup = ReturnType<typeof createRunLookup>;

const isOfRun = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && (thrown.code === 'notFound' || thrown.code === 'notReadable');
