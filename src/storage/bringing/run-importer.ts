import { setTimeout } from 'node:timers/promises';
import {
  AppError,
  type ImportChoice,
  type ImportProgress,
  type ImportReading,
  type ImportResult,
} from '#api';
import { openConnection, type Connection } from '../connection.ts';
import { inBatches } from '../in-batches.ts';
import { loadMigrations } from '../migrations.ts';
import { fillNameKeys } from '../name-keys.ts';
import { createOnsetJudge } from '../onset.ts';
import { randomId } from '../random-id.ts';
import { readCounter } from '../thread-reads.ts';
import { createRunCopier, stagedName } from './copy-runs.ts';
import { copyTables } from './copy-tables.ts';
import { planImport, type Planned, type PlannedRun, type Staged } from './plan-import.ts';
import { publishRuns, type ArrivingRun } from './publish-runs.ts';
import { openSource } from './open-source.ts';
import { yieldToEvents } from './read-pieces.ts';
import { createStaging, type StagedFile } from './staging.ts';

export interface RunImporterOptions {
  /** Path of the database that receives the runs. */
  readonly file: string;
  /** The importing session, which owns whatever is incomplete. */
  readonly session: string;
  /** Identifies the import among those of all sessions. */
  readonly key: string;
  /** Name of the source, for display. */
  readonly source: string;
}

/** The longest a step works before it answers, so that the import can be stopped, in milliseconds. */
const adviceMs = 250;
/** How long runs are judged before messages are processed, in milliseconds. */
const judgingMs = 50;
/** Work per transaction, in milliseconds. */
const turnMs = 5;

/**
 * Imports runs, on a thread of its own. Files arrive in a folder beside the database and become a staged database with this version's
 * schema, whatever their format. From there runs are copied in short transactions, invisible; the last one makes them all visible at once.
 * Until then the history is unchanged.
 */
export function createRunImporter({ file, session, key, source }: RunImporterOptions) {
  const staging = createStaging(file, key);
  let connection: Connection | null = null;
  let files: readonly StagedFile[] | null = null;
  let staged: Staged | null = null;
  /** The metric mapping, as JSON, that the staged database was made for. */
  let stagedFor = '';
  let attempts = 0;
  let copying: Iterator<void, ImportResult> | null = null;
  let importId: number | null = null;
  let planning: { readonly choice: string; readonly planned: Promise<Planned> } | null = null;
  const reading: { isStopped: boolean; bytesRead: number } = { isStopped: false, bytesRead: 0 };
  const progress = { runs: 0, ofRuns: 0, epochs: 0, ofEpochs: 0 };
  const here = (): Connection => (connection ??= openConnection(file, { mustExist: true }));

  /** Reads the files once; another program's files are read again when the metric mapping changes. */
  async function requireStaged(metrics: ImportChoice['metrics']): Promise<Staged> {
    const said = JSON.stringify(metrics);
    if (staged !== null && (staged.metrics.length === 0 || said === stagedFor)) return staged;
    staged?.db.close();
    staged = null;
    stagedFor = said;
    files ??= staging.finish();
    reading.bytesRead = 0;
    const { folder } = staging;
    const migrations = loadMigrations();
    staged = await openSource(files, { folder, source, metrics, migrations, reading, attempt: attempts++ });
    fillNameKeys(staged.db);
    await judgeOnsets(staged.db);
    return staged;
  }

  async function judgeOnsets(db: Connection): Promise<void> {
    const judge = createOnsetJudge(db);
    while (judge.judgeOnsets(judgingMs)) await yieldToEvents(reading);
  }

  /** Reads and compares for a moment; null while there is more to do. Work begun for a different choice is finished first. */
  async function planFor(choice: ImportChoice): Promise<Planned | null> {
    const asked = JSON.stringify(choice);
    if (planning?.choice !== asked) {
      const before = planning?.planned.catch(() => undefined);
      const plan = async (): Promise<Planned> => {
        await before;
        return planImport(here(), await requireStaged(choice.metrics), choice, reading);
      };
      planning = { choice: asked, planned: plan() };
      planning.planned.catch(() => undefined); // the next call reports the error
    }
    let planned: Planned | null = null;
    try {
      planned = await Promise.race([planning.planned, setTimeout(adviceMs, null)]);
    } catch (thrown) {
      planning = null;
      throw thrown;
    }
    if (planned !== null) planning = null;
    return planned;
  }

  /** Each `next` does some of the work; the caller opens the transactions. The last one makes the runs visible. */
  function* copy({ runs }: Planned, conflicts: ImportChoice['conflicts']): Generator<void, ImportResult> {
    const db = here();
    const chosen = runs.filter(({ fate }) => fate === 'new' || (fate === 'conflict' && conflicts === 'copy'));
    const copies = chosen.filter(({ fate }) => fate === 'conflict').length;
    const counted = {
      runs: chosen.length,
      copies,
      known: runs.filter(({ fate }) => fate === 'known').length,
      leftOut: runs.length - chosen.length - runs.filter(({ fate }) => fate === 'known').length,
    };
    progress.ofRuns = chosen.length;
    progress.ofEpochs = chosen.reduce((sum, { epochs }) => sum + epochs, 0);
    if (chosen.length === 0) return { id: null, ...counted, sweeps: 0, tables: 0 };

    const id = randomId();
    const insert = db.prepare(
      `INSERT INTO imports (public_id, source, imported_at, unfinished_by) VALUES (?, ?, ?, ?)`,
    );
    const entered = Number(insert.run(id, source, new Date().toISOString(), session).lastInsertRowid);
    importId = entered;
    yield;
    const from = chosen.map((run) => run.from);
    const tables = yield* copyTables(db, session, entered, from);
    const copyRun = createRunCopier(db, session, entered);
    const arriving: ArrivingRun[] = [];
    for (const run of chosen) {
      for (const steps = copyRun(run.from); ;) {
        const step = steps.next();
        if (step.done) {
          arriving.push({ ...step.value, id: run.id, newId: newIdOf(run) });
          break;
        }
        progress.epochs += step.value;
        yield;
      }
      progress.runs += 1;
    }
    const published = publishRuns(db, entered, arriving, tables);
    db.prepare(`UPDATE imports SET unfinished_by = NULL WHERE import_id = ?`).run(entered);
    return { id, ...counted, ...published };
  }

  function close(): void {
    staged?.db.close();
    staged = null;
    connection?.close();
    connection = null;
    staging.remove();
  }

  return {
    /** See readCounter: other threads use it to follow the progress of this one while it does not answer. */
    readCounter,
    /** Takes the next bytes of a file; a new name ends the previous file. */
    push(name: string, bytes: Uint8Array): null {
      if (files !== null) throw new AppError('conflict', 'this import already has all its files');
      staging.push(name, bytes);
      return null;
    },
    /** Called once all files have arrived: reads them for a moment. The plan is known once all are read. */
    async plan(choice: ImportChoice): Promise<ImportReading> {
      const planned = await planFor(choice);
      const ofBytes = files?.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) ?? 0;
      return { plan: planned?.plan ?? null, bytes: reading.bytesRead, ofBytes };
    },
    /** Copies for a moment. When `done` is not null the import is complete: the runs are visible, and the thread can end. */
    async advance(choice: ImportChoice): Promise<ImportProgress> {
      const db = here();
      if (copying === null) {
        const planned = await planFor(choice);
        if (planned === null) return { done: null, ...progress };
        db.prepare(`ATTACH ? AS ${stagedName}`).run(staged!.db.name);
        copying = copy(planned, choice.conflicts);
      }
      const until = performance.now() + adviceMs;
      let done: ImportResult | null = null;
      await inBatches(db, () => {
        const turnEnd = performance.now() + turnMs;
        while (performance.now() < turnEnd) {
          const step = copying!.next();
          if (!step.done) continue;
          done = step.value;
          return false;
        }
        return performance.now() < until;
      });
      if (done !== null) close();
      return { done, ...progress };
    },
    /** Discards the import; its runs are deleted in the background, like other deleted runs. */
    async abandon(): Promise<null> {
      reading.isStopped = true;
      await planning?.planned.catch(() => undefined); // some systems cannot remove a file that is still being read
      try {
        if (importId !== null) await forget(here(), importId, session);
      } finally {
        close();
      }
      return null;
    },
  };
}

async function forget(db: Connection, importId: number, session: string): Promise<void> {
  const removeChunks = db.prepare(`
    DELETE FROM data_table_chunks WHERE rowid IN (SELECT data_table_chunks.rowid FROM data_table_chunks
      JOIN data_tables USING (digest) WHERE import_id = ? AND unfinished_by = ? LIMIT 4)`);
  await inBatches(db, () => removeChunks.run(importId, session).changes > 0);
  db.transaction(() => {
    db.prepare(`DELETE FROM data_tables WHERE import_id = ? AND unfinished_by = ?`).run(importId, session);
    db.prepare(`DELETE FROM imports WHERE import_id = ?`).run(importId);
  }).immediate();
}

function newIdOf({ id, fate }: PlannedRun): string {
  return fate === 'conflict' ? randomId() : id;
}
