/** What hosts have acknowledged of a run: it must exist whatever has happened since. */
export interface KnownRun {
  readonly name: string;
  /** Null while only its name is known, e.g. from a command line that has not reported the id yet, or died before it could. */
  id: string | null;
  /** The most epochs that a host has reported. */
  epochs: number;
  isCompleted: boolean;
  /** All that its notes may be: several after a change was sent whose answer never came. */
  notes: string[];
  /** Tags whose addition was acknowledged. */
  readonly tags: Set<string>;
  /** `perhaps` if a change was sent whose answer never came. */
  isTrashed: boolean | 'perhaps';
  isDeleted: boolean | 'perhaps';
}

/** The part of a host's answer that the ledger learns from. */
export interface ToldRun {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly epochsDone: number;
}

/** Remembers what was acknowledged. Runs that were deleted on purpose are remembered as such. */
export function createLedger() {
  const byId = new Map<string, KnownRun>();
  const byName = new Map<string, KnownRun>();
  const tables = new Set<string>();

  return {
    /** Digests of imported tables. */
    tables,
    /** A run that a command line is to create under a name that no other run has. */
    expect(name: string): KnownRun {
      const known = unknown(null, name);
      byName.set(name, known);
      return known;
    },
    /** Records what a host says about a run, and returns what is known of it now. */
    learn({ id, name, status, epochsDone }: ToldRun): KnownRun {
      const known = byId.get(id) ?? byName.get(name) ?? unknown(id, name);
      known.id = id;
      known.epochs = Math.max(known.epochs, epochsDone);
      known.isCompleted ||= status === 'completed';
      byName.delete(name);
      byId.set(id, known);
      return known;
    },
    runs: (): KnownRun[] => [...byId.values(), ...byName.values()],
    /** Runs that can be requested. */
    present: (): (KnownRun & { readonly id: string })[] =>
      [...byId.values()].filter((run): run is KnownRun & { id: string } => run.isDeleted === false),
    /** Forgets what was deleted and found to be gone. */
    forget(run: KnownRun): void {
      byName.delete(run.name);
      if (run.id !== null) byId.delete(run.id);
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;

function unknown(id: string | null, name: string): KnownRun {
  return {
    ...{ id, name, epochs: 0, isCompleted: false, notes: [''], tags: new Set() },
    ...{ isTrashed: false, isDeleted: false },
  };
}
