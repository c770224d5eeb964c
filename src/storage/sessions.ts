import type { HostKind } from '#api';
import type { Connection } from './connection.ts';
import type { SessionLocks } from './process-lock.ts';

/** Sessions that died without closing: their locks are free, but still there. */
export function findCrashedSessions(locks: SessionLocks): string[] {
  return locks.list().filter((session) => !locks.isAlive(session));
}

/** Records the sessions, and which of them crashed. */
export function createSessionLog(db: Connection, locks: SessionLocks) {
  const insert = db.prepare(
    `INSERT INTO sessions (session_id, host, pid, app_version, opened_at) VALUES (?, ?, ?, ?, ?)`,
  );
  const close = db.prepare(`UPDATE sessions SET closed_at = ?, crashed = ? WHERE session_id = ?`);

  return {
    open(session: string, host: HostKind, appVersion: string): void {
      insert.run(session, host, process.pid, appVersion, new Date().toISOString());
    },
    close: (session: string): void => void close.run(new Date().toISOString(), 0, session),
    closeCrashed(sessions: readonly string[]): void {
      for (const session of sessions) {
        close.run(new Date().toISOString(), 1, session);
        locks.forget(session);
      }
    },
  };
}

/** Runs that recovery found and settled. */
export interface Recovery {
  readonly interrupted: string[];
  readonly requeued: string[];
  /** Runs in the queue or on workers: these continue, and belong to this process from now on. */
  readonly away: string[];
}

interface OrphanRow {
  readonly run_id: number;
  readonly public_id: string;
  readonly status: string;
  readonly session_id: string;
  readonly away: 0 | 1;
}

/**
 * Interrupts a run whose process is gone, or about to go, as of what it recorded last; binds the reason (null for none) and the run's key.
 */
const interruptSql = `
  UPDATE runs SET status = 'interrupted',
    -- A run that was reopened may have recorded before its present stretch began, and a clock may have been set back. What is
    -- stored may be no time.
    ended_at = max(coalesce(
        max(iif(julianday(recorded_at), recorded_at, NULL), iif(julianday(running_since), running_since, NULL)),
        iif(julianday(recorded_at), recorded_at, NULL), iif(julianday(running_since), running_since, NULL),
        started_at, created_at),
      iif(julianday(started_at), started_at, created_at)),
    trained_ms = trained_ms
      + coalesce(max(0, round((julianday(recorded_at) - julianday(running_since)) * 86400000)), 0),
    running_since = NULL,
    error = ?
  WHERE run_id = ?`;

/** Ends the stint of a run that was just interrupted; binds its key. */
const endStintSql = `
  UPDATE stints SET ending = 'lost', ended_at = max(started_at, (SELECT ended_at FROM runs WHERE runs.run_id = stints.run_id))
  WHERE run_id = ? AND ended_at IS NULL`;

/**
 * Settles the live runs of sessions that have ended: a session is alive while its process holds its lock. Running runs are interrupted as
 * of their last recorded epoch. If `takeQueue`, as for a host, queued runs move to `session`; a command line leaves other queues alone,
 * except for the runs that it asked about, which are interrupted so that they can be resumed. Runs on workers are taken over as they are:
 * by a host, and by a command line that `hasQueue` and asked about them.
 */
export function createRecovery(
  db: Connection,
  locks: Pick<SessionLocks, 'isAlive'>,
  session: string,
  takeQueue: boolean,
) {
  const selectLive = db.prepare<[string], OrphanRow>(`
    SELECT run_id, public_id, status, session_id, away FROM runs INDEXED BY runs_live
    WHERE status IN ('queued', 'running', 'paused') AND session_id <> ? ORDER BY run_id`);
  const interrupt = db.prepare(interruptSql);
  const endStint = db.prepare(endStintSql);
  const takeOver = db.prepare(`UPDATE runs SET session_id = ? WHERE run_id = ?`);

  const recover = db.transaction((asked: readonly string[], hasQueue: boolean): Recovery => {
    const alive = new Map<string, boolean>();
    const isAlive = (other: string): boolean => {
      if (!alive.has(other)) alive.set(other, locks.isAlive(other));
      return alive.get(other)!;
    };
    const orphans = selectLive.all(session).filter((run) => !isAlive(run.session_id));
    const wanted = new Set(asked);
    const isTaken = ({ public_id }: OrphanRow): boolean => takeQueue || (hasQueue && wanted.has(public_id));
    const away = orphans.filter((run) => run.away === 1 && isTaken(run));
    const local = orphans.filter((run) => run.away === 0);
    const isReleased = ({ status, public_id }: OrphanRow): boolean =>
      status !== 'queued' || wanted.has(public_id);
    const interrupted = local.filter(isReleased);
    const requeued = takeQueue ? local.filter((run) => !isReleased(run)) : [];
    for (const { run_id } of [...requeued, ...away]) takeOver.run(session, run_id);
    for (const { run_id } of interrupted) {
      interrupt.run('the process that trained it ended before the run did', run_id);
      endStint.run(run_id);
    }
    return {
      interrupted: interrupted.map(publicId),
      requeued: requeued.map(publicId),
      away: away.map(publicId),
    };
  });
  return (asked: readonly string[] = [], hasQueue = false): Recovery => recover.immediate(asked, hasQueue);
}

function publicId(run: OrphanRow): string {
  return run.public_id;
}

/** Interrupts what is trained here in `session`, when there is no time left to wait for its trainers. Durable when it returns. */
export function createInterruption(db: Connection, session: string) {
  const selectTraining = db
    .prepare<[string], number>(
      `SELECT run_id FROM runs WHERE status IN ('running', 'paused') AND session_id = ? AND away = 0`,
    )
    .pluck();
  const interrupt = db.prepare(interruptSql);
  const endStint = db.prepare(endStintSql);
  const interruptAll = db.transaction(() => {
    for (const run of selectTraining.all(session)) {
      interrupt.run(null, run);
      endStint.run(run);
    }
  });
  return (): void => {
    db.pragma('synchronous = FULL');
    interruptAll.immediate();
  };
}
