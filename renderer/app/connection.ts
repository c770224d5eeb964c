import type { AppEvent, CommandOutput } from '#api';
import { askAhead, connectHost, takePageKey } from './transport/index.ts';

// This file runs first, on its own, so that the host is queried while the rest of the app is still being fetched and compiled.

const host = connectHost();

export const storedSettings = host.request('getPreferences', {}) as Promise<CommandOutput<'getPreferences'>>;
storedSettings.catch(() => undefined); // whoever awaits it may do so after it has failed

export const transport = askAhead(host, storedSettings, /^(#\/?|#\/runs)?$/.test(location.hash));

// A page's first look at what its site stores waits for the browser: after the questions.
takePageKey();
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

const early: AppEvent[] = [];
const stop = transport.onEvent((event) => early.push(event));

/** Events received before anyone listened; nothing is buffered from then on. */
export function takeEarlyEvents(): readonly AppEvent[] {
  stop();
  return early;
}
