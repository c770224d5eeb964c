/** What hosts have acknowledged of a run: it must be there whatever happened since. */
export interface KnownRun {
  /** Every run of the soak has a name of its own. */
  readonly name: string;
  /** Null while only its name is known, as of a command line that did not live to tell. */
  id: string | null;
  /** The most epochs that a host has told of. */
  epochs: number;
  isCompleted: boolean;
  /** All that its notes may be: several while a change was sent whose answer never came. */
  notes: string[];
  /** Tags whose adding was acknowledged. */
  readonly tags: Set<string>;
  /** `perhaps` while the answer of a change never came. */
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

/** Remembers what was acknowledged. Runs that were deleted on purpose are remembered as that. */
export function createLedger() {
  const byName = new Map<string, KnownRun>();
  const tables = new Set<string>();

  function know(name: string): KnownRun {
    let known = byName.get(name);
    if (known === undefined) {
      known = {
        name,
        id: null,
        epochs: 0,
        isCompleted: false,
        notes: [''],
        tags: new Set(),
        isTrashed: false,
        isDeleted: false,
      };
      byName.set(name, known);
    }
    return known;
  }

  return {
    /** Digests of imported tables. */
    tables,
    know,
    learn({ id, name, status, epochsDone }: ToldRun): void {
      const known = know(name);
      known.id = id;
      known.epochs = Math.max(known.epochs, epochsDone);
      known.isCompleted ||= status === 'completed';
    },
    runs: (): KnownRun[] => [...byName.values()],
    /** Runs that can be asked for. */
    present: (): (KnownRun & { readonly id: string })[] =>
      [...byName.values()].filter((run): run is KnownRun & { id: string } => {
        return run.id !== null && run.isDeleted === false;
      }),
    /** Forgets what was deleted and found to be gone. */
    forget: (run: KnownRun): void => void byName.delete(run.name),
  };
}

export type Ledger = ReturnType<typeof createLedger>;
