import type { Stint } from '#api';

const endingWords = {
  ended: 'ended',
  handedBack: 'paused or handed back',
  lost: 'worker lost',
} as const satisfies Readonly<Record<NonNullable<Stint['ending']>, string>>;

/** How a stint of training a run ended. */
export function endingOf({ ending }: Pick<Stint, 'ending'>): string {
  return ending === null ? 'still training' : endingWords[ending];
}
