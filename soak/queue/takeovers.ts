/** Who trained a run when, as `readStints` tells. */
export interface Stint {
  readonly run: { readonly id: string };
  readonly worker: { readonly name: string } | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly ending: 'ended' | 'handedBack' | 'lost' | null;
  readonly fromEpoch: number;
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
  /** Where that went on. */
  readonly fromEpoch: number;
}

/** The runs that a killed worker was training, and how soon another went on with them. */
export function takeoversOf(stints: readonly Stint[], deaths: readonly Death[]): Takeover[] {
  const byStart = [...stints].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  return deaths.flatMap(({ worker, at }) =>
    byStart.flatMap((stint, index) => {
      const wasTraining =
        stint.worker?.name === worker &&
        Date.parse(stint.startedAt) < at &&
        Date.parse(stint.endedAt ?? '9999') >= at &&
        stint.ending !== 'ended';
      const next = byStart.slice(index + 1).find(({ run }) => run.id === stint.run.id);
      if (!wasTraining || next === undefined) return [];
      const seconds = (Date.parse(next.startedAt) - at) / 1000;
      return [{ run: stint.run.id, seconds, fromEpoch: next.fromEpoch }];
    }),
  );
}
