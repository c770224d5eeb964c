/** The cores that a process may use. */
export interface CoreCount {
  /** How many runs or threads can compute at full speed at the same time, at least 1. */
  readonly cores: number;
  /** Logical processors that the system schedules the process on; with hyper-threading there are several per core. */
  readonly processors: number;
  /** Physical cores of these processors; null if unknown. */
  readonly physical: number | null;
  /** The CPU quota of its control groups in processors, e.g. 1.5; null if there is no limit. */
  readonly quota: number | null;
}

/** Such as `4 cores with 8 hyper-threads, limited to 3.5 by a quota`. */
export function describeCores({ processors, physical, quota }: CoreCount): string {
  const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  const there =
    physical === null
      ? plural(processors, 'processor')
      : physical < processors
        ? `${plural(physical, 'core')} with ${processors} hyper-threads`
        : plural(physical, 'core');
  return quota === null ? there : `${there}, limited to ${Number(quota.toFixed(2))} by a quota`;
}
