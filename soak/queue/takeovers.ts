import Database from 'better-sqlite3';

/** Who trained a run when. */
export interface Stint {
  readonly run: string;
  readonly worker: string | null;
  readonly fromEpoch: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly ending: 'ended' | 'handedBack' | 'lost' | null;
}

/** By start, from a history that nobody has open. */
export function readStints(file: string): Stint[] {
  const db = new Database(file, { fileMustExist: true, readonly: true });
  try {
    const columns =
      'public_id AS run, worker, from_epoch AS fromEpoch, stints.started_at AS startedAt, stints.ended_at AS endedAt, ending';
    return db
      .prepare<[], Stint>(`SELECT ${columns} FROM stints JOIN runs USING (run_id) ORDER BY startedAt, stint`)
      .all();
  } finally {
    db.close();
  }
}

/** When a worker was killed, in milliseconds since 1970. */
export interface Death {
  readonly worker: string;
  readonly at: number;
}

export interface Takeover {
  readonly run: string;
  /** From a worker's death to the start of the next one's training, in seconds. */
  readonly seconds: number;
  /** The epoch from which that continued. */
  readonly fromEpoch: number;
}

/** The runs that a killed worker was training, and how soon another continued them. @param stints by start */
export function takeoversOf(stints: readonly Stint[], deaths: readonly Death[]): Takeover[] {
  return deaths.flatMap(({ worker, at }) =>
    stints.flatMap((stint, index) => {
      const wasTraining =
        stint.worker === worker &&
        Date.parse(stint.startedAt) < at &&
        (stint.endedAt === null || Date.parse(stint.endedAt) >= at) &&
        stint.ending !== 'ended';
      const next = stints.slice(index + 1).find(({ run }) => run === stint.run);
      if (!wasTraining || next === undefined) return [];
      const seconds = (Date.parse(next.startedAt) - at) / 1000;
      return [{ run: stint.run, seconds, fromEpoch: next.fromEpoch }];
    }),
  );
}
