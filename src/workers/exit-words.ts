/** What to do about an exit, by what the process or the system said about it. The first match applies. */
const advice: readonly (readonly [RegExp, string])[] = [
  [
    /EMFILE|ENFILE/,
    'too many files are open: close windows and connections, or raise the limit on open files (ulimit -n)',
  ],
  [/EAGAIN/, 'the system allows no more processes: end some, or raise the limit on processes (ulimit -u)'],
  [
    /ENOMEM|heap out of memory|allocation failed|could not allocate|\boom\b/i,
    'memory ran out: close other programs, or train fewer runs at a time',
  ],
  [
    /SIGKILL|^killed \(/,
    'if nobody killed it, memory ran out: close other programs, or train fewer runs at a time',
  ],
];

/** What to do about a process that ended for this reason; null if unknown. */
export function adviceOn(reason: string): string | null {
  return advice.find(([pattern]) => pattern.test(reason))?.[1] ?? null;
}

/** Why a process ended, and what to do about it. */
export function withAdvice(reason: string): string {
  const known = adviceOn(reason);
  return known === null ? reason : `${reason}; ${known}`;
}

/** True for an error that the same input need not cause again. */
export function isOutOfMemory(reason: string): boolean {
  return /heap out of memory|Array buffer allocation failed|could not allocate memory/.test(reason);
}
