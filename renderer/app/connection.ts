import type { AppEvent, CommandOutput } from '#api';
import { askAhead, connectHost } from './transport/index.ts';

// The first file that the page runs is this alone: its host is asked while the rest of the app is still read and compiled.

const host = connectHost();

keepScroll();

/**
 * What vue-router reads as it loads. Where nothing is stored it catches an error, and for an error's place V8 parses the whole file
 * that runs: all of the first screen's code anew.
 */
function keepScroll(): void {
  try {
    sessionStorage['vue-router:scroll'] ??= '{}';
  } catch {
    // the browser keeps no site data
  }
}

export const storedSettings = host.watching.then(
  () => host.request('getPreferences', {}) as Promise<CommandOutput<'getPreferences'>>,
);
storedSettings.catch(() => undefined); // who awaits it may come later than its failure

export const transport = askAhead(host, storedSettings, /^(#\/?|#\/runs)?$/.test(location.hash));

const early: AppEvent[] = [];
const stop = transport.onEvent((event) => early.push(event));

/** What was told before anybody listened; from then on nothing is kept. */
export function takeEarlyEvents(): readonly AppEvent[] {
  stop();
  return early;
}
