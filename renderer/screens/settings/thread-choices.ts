import type { HostInfo, ThreadCount } from '#api';

interface Choice {
  readonly value: ThreadCount;
  readonly label: string;
}

/** The available choices, including the current one even if the machine no longer has that many cores. */
export function threadChoices({ cores, threads }: Pick<HostInfo, 'cores' | 'threads'>): Choice[] {
  const numbers = Array.from({ length: cores.cores }, (_, index) => index + 1);
  if (threads !== 'auto' && threads > cores.cores) numbers.push(threads);
  const numbered = numbers.map((value) => ({
    value,
    label: value > cores.cores ? `${value}, of which ${cores.cores} can be had` : String(value),
  }));
  return [{ value: 'auto', label: 'Automatic' }, ...numbered];
}
