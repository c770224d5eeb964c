import type { Submission } from '#workers';

/** Tells workers what is wanted of runs, or that nothing is any more. */
export interface Telling {
  /** `tell` takes the place of what is still to be told of that submission. */
  about(submission: Submission, tell: () => Promise<void>): void;
  /** What the queue did not take is told again. */
  again(): void;
  /** Resolves when all has been tried. */
  settled(): Promise<void>;
}

interface Untold {
  readonly tell: () => Promise<void>;
  hasFailed: boolean;
}

/** @param failed hears why the queue did not take something: that waits for `again` */
export function createTelling(failed: (thrown: unknown) => void): Telling {
  const untold = new Map<string, Untold>();
  const underway = new Set<Promise<void>>();

  function tellAbout(name: string, tell: () => Promise<void>): void {
    const entry: Untold = { tell, hasFailed: false };
    untold.set(name, entry);
    const told = tell().then(
      () => {
        if (untold.get(name) === entry) untold.delete(name);
      },
      (thrown: unknown) => {
        entry.hasFailed = true;
        failed(thrown);
      },
    );
    underway.add(told);
    void told.finally(() => underway.delete(told));
  }

  return {
    about: ({ id, generation }, tell) => tellAbout(`${id} ${generation}`, tell),
    again() {
      for (const [name, { tell, hasFailed }] of untold) if (hasFailed) tellAbout(name, tell);
    },
    async settled() {
      await Promise.all(underway);
    },
  };
}
