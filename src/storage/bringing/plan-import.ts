import type { ImportChoice, ImportConflict, ImportKind, ImportPlan } from '#api';
import type { Connection } from '../connection.ts';
import { createRunList } from '../run-list.ts';
import { inTurns, type Reading } from './read-pieces.ts';

/** A run of the staged database and what will happen to it. */
export interface PlannedRun {
  /** Its run_id in the staged database. */
  readonly from: number;
  readonly id: string;
  readonly name: string;
  readonly epochs: number;
  readonly fate: 'new' | 'known' | 'conflict';
}

export interface Planned {
  readonly runs: readonly PlannedRun[];
  readonly plan: ImportPlan;
}

/** What an import consists of. */
export interface Staged {
  readonly kind: ImportKind;
  readonly source: string;
  readonly db: Connection;
  readonly metrics: ImportPlan['metrics'];
  readonly notes: readonly string[];
}

/** How many conflicts and names a plan lists. */
const listed = 20;

/** Columns compared to decide whether two runs without a digest are the same. */
const compared = [
  ...['status', 'config', 'epochs_done', 'last_loss', 'last_validation_loss', 'best_validation_loss'],
  ...['final_data_loss', 'final_validation_loss', 'ancestry'],
] as const;

interface Candidate {
  readonly run_id: number;
  readonly public_id: string;
  readonly name: string;
  readonly status: string;
  readonly digest: string | null;
}

/**
 * Compares the runs of a staged database that match the filter with those stored here. Queued runs without epochs and runs in the trash are
 * left behind. Writes nothing.
 */
export async function planImport(
  here: Connection,
  { db, ...staged }: Staged,
  { filter }: Pick<ImportChoice, 'filter'>,
  reading: Reading,
): Promise<Planned> {
  const wanted = createRunList(db).selectRunIds({ filter, trashed: false });
  const candidates = db
    .prepare<[string], Candidate>(
      `SELECT run_id, public_id, name, status, digest FROM json_each(?) AS wanted JOIN runs ON public_id = wanted.value ORDER BY wanted.key`,
    )
    .all(JSON.stringify(wanted));
  const countEpochs = db.prepare<[number], number>(`SELECT count(*) FROM epochs WHERE run_id = ?`).pluck();
  const compare = createComparison(here, db);
  const conflicts: ImportConflict[] = [];
  const runs: PlannedRun[] = [];
  await inTurns(candidates, reading, (candidate) => {
    const { run_id: from, public_id: id, name, status } = candidate;
    const epochs = countEpochs.get(from)!;
    if (!isRunId(id) || (status === 'queued' && epochs === 0)) return;
    const found = compare(candidate);
    if (found.fate === 'conflict' && conflicts.length < listed) {
      conflicts.push({ id, name, nameHere: found.nameHere, difference: found.difference });
    }
    runs.push({ from, id, name, epochs, fate: found.fate });
  });
  const fresh = runs.filter(({ fate }) => fate === 'new');
  const notes = [...staged.notes, ...leftBehind(db, candidates.length - runs.length)];
  const plan: ImportPlan = {
    ...staged,
    runs: runs.length,
    newRuns: fresh.length,
    knownRuns: runs.filter(({ fate }) => fate === 'known').length,
    conflictingRuns: runs.filter(({ fate }) => fate === 'conflict').length,
    conflicts,
    epochs: fresh.reduce((sum, run) => sum + run.epochs, 0),
    ...countCompanions(here, db, fresh),
    names: fresh.slice(0, listed).map(({ name }) => name),
    notes,
  };
  return { runs, plan };
}

function isRunId(text: string): boolean {
  return /^[0-9a-z]{10}$/.test(text);
}

function leftBehind(db: Connection, unusable: number): string[] {
  const trashed = db
    .prepare<[], number>(`SELECT count(*) FROM runs WHERE trashed_at IS NOT NULL AND deleted_at IS NULL`)
    .pluck()
    .get()!;
  return [
    ...(trashed > 0 ? [`${count(trashed)} in its trash ${trashed === 1 ? 'is' : 'are'} not imported`] : []),
    ...(unusable > 0
      ? [`${count(unusable)} that never started ${unusable === 1 ? 'is' : 'are'} not imported`]
      : []),
  ];
}

function count(runs: number): string {
  return `${runs} ${runs === 1 ? 'run' : 'runs'}`;
}

type Found =
  | { readonly fate: 'new' | 'known' }
  | { readonly fate: 'conflict'; readonly nameHere: string; readonly difference: string };

interface HereRow {
  readonly name: string;
  readonly digest: string | null;
  readonly epochs_done: number;
  readonly [column: string]: unknown;
}

/** Tells whether a staged run is already here: by digest if both have one, otherwise by what else is known of them. */
function createComparison(here: Connection, there: Connection): (run: Candidate) => Found {
  const columns = ['name', 'digest', ...compared].join(', ');
  const select = (db: Connection) =>
    db.prepare<[string], HereRow>(`SELECT ${columns} FROM runs WHERE public_id = ?`);
  const [selectHere, selectThere] = [select(here), select(there)];
  return ({ public_id }) => {
    const known = selectHere.get(public_id);
    if (known === undefined) return { fate: 'new' };
    const run = selectThere.get(public_id)!;
    if (known.digest !== null && known.digest === run.digest) return { fate: 'known' };
    const differing = compared.find((column) => !Object.is(known[column], run[column]));
    if (known.digest === run.digest && differing === undefined) return { fate: 'known' };
    return { fate: 'conflict', nameHere: known.name, difference: describe(differing, run, known) };
  };
}

function describe(column: string | undefined, run: HereRow, known: HereRow): string {
  if (run.epochs_done !== known.epochs_done) {
    return `epochs: ${run.epochs_done} in the file, ${known.epochs_done} here`;
  }
  if (column === undefined) return 'digest: the file has a different one';
  if (column === 'config' || column === 'ancestry') return 'the config differs';
  return `${column}: ${String(run[column])} in the file, ${String(known[column])} here`;
}

/** Counts the sweeps and tables that come with these runs and are not here yet. */
function countCompanions(
  here: Connection,
  there: Connection,
  runs: readonly PlannedRun[],
): { sweeps: number; tables: number } {
  const ids = JSON.stringify(runs.map(({ from }) => from));
  const count = (named: string, isHere: string): number => {
    const names = there.prepare<[string], string>(named).pluck().all(ids);
    const known = here.prepare<[string], number>(isHere).pluck();
    return names.filter((name) => known.get(name) === undefined).length;
  };
  const chosen = `run_id IN (SELECT value FROM json_each(?))`;
  return {
    sweeps: count(
      `SELECT DISTINCT sweeps.public_id FROM runs JOIN sweeps USING (sweep_id) WHERE ${chosen}`,
      `SELECT 1 FROM sweeps WHERE public_id = ?`,
    ),
    tables: count(
      `SELECT DISTINCT table_digest FROM runs WHERE table_digest IS NOT NULL AND ${chosen}`,
      `SELECT 1 FROM data_tables WHERE digest = ? AND unfinished_by IS NULL`,
    ),
  };
}
