import type { AppEvent, CommandOutput } from '#api';
import { connectHost } from './transport/index.ts';

// This file runs first, on its own, so that the host is queried while the rest of the app is still being fetched and compiled.

export const transport = connectHost();

export const storedSettings = transport.watching.then(
  () => transport.request('getPreferences', {}) as Promise<CommandOutput<'getPreferences'>>,
);
storedSettings.catch(() => undefined); // whoever awaits it may do so after it has failed

const early: AppEvent[] = [];
const stop = transport.onEvent((event) => early.push(event));

/** Events received before anyone listened; nothing is buffered from then on. */
export function takeEarlyEvents(): readonly AppEvent[] {
  stop();
  return early;
}
