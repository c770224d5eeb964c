import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { hardness, type SessionEnd } from './asked.ts';
import { onControl } from './control.ts';
import { endAtOnce } from './node-exit.ts';
import { preventable, type Fits } from './surface.ts';

class StandInPowerMonitor extends EventEmitter {
  #isOnBattery = hardness.onBattery;

  constructor() {
    super();
    // A test emits these; later queries agree with them.
    this.on('on-battery', () => (this.#isOnBattery = true));
    this.on('on-ac', () => (this.#isOnBattery = false));
  }

  isOnBatteryPower(): boolean {
    return this.#isOnBattery;
  }
}

export const powerMonitor = new StandInPowerMonitor();

const blockers = new Map<number, string>();
let blockerCount = 0;

/** Ids start at 0, and an id is never used again (shell/browser/api/electron_api_power_save_blocker.cc, v45). */
export const powerSaveBlocker = {
  start(type) {
    if (type !== 'prevent-app-suspension' && type !== 'prevent-display-sleep')
      throw new TypeError('Error processing argument at index 0');
    blockers.set(blockerCount, type);
    return blockerCount++;
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
} satisfies Electron.PowerSaveBlocker;

onControl('endSession', (end) => {
  if (end.system === 'windows') endWindowsSession(end.reason);
  else endLinuxSession();
});

/** A window that receives the end of a session. */
interface SessionWindow extends EventEmitter {
  destroy(): void;
}

/**
 * The process ends before this returns, unless a handler has begun to quit; and quitting has begun only if neither before-quit nor a
 * window's close was prevented (shell/browser/native_window_views_win.cc, v45).
 */
function endWindowsSession(reason: Extract<SessionEnd, { system: 'windows' }>['reason']): void {
  const windows = [...app.windows] as unknown as SessionWindow[];
  let mayEnd = true;
  for (const window of windows) {
    const event = preventable({ reasons: [reason] });
    window.emit('query-session-end', event);
    if (event.defaultPrevented) mayEnd = false;
  }
  if (!mayEnd) return; // Windows asks the user, who may continue
  for (const window of windows) window.emit('session-end', preventable({ reasons: [reason] }));
  if (windows.length > 0 && !app.isQuitting) endAtOnce(0);
}

/**
 * The session ends when the app lets it, with a signal. preventDefault holds it until the app has quit, for as long as logind waits
 * (shell/browser/lib/power_observer_linux.cc, v45).
 */
function endLinuxSession(): void {
  const event = preventable({});
  powerMonitor.emit('shutdown', event);
  if (!event.defaultPrevented) process.kill(process.pid, 'SIGTERM');
}

export type PowerMonitorSurface = Fits<StandInPowerMonitor, Electron.PowerMonitor>;
