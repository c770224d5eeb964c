import type { Handlers } from '#api';
import type { Services } from './services.ts';

const maxPerMinute = 10;

/** Writes errors that a page could not handle to the log. */
export function createDefectHandlers({ log }: Pick<Services, 'log'>): Pick<Handlers, 'reportDefect'> {
  let minute = 0;
  let told = 0;

  return {
    reportDefect({ text }) {
      const now = Math.floor(Date.now() / 60_000);
      if (now !== minute) [minute, told] = [now, 0];
      told++;
      if (told <= maxPerMinute) log.write('error', `page: ${text}`);
      // A page that fails on every frame must not push everything else out of the log.
      if (told === maxPerMinute + 1)
        log.write('warning', 'page: further errors in this minute are not logged');
      return null;
    },
  };
}
