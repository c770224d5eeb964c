import { powerMonitor } from 'electron';
import { runsOnBattery } from './power-supplies.ts';

/** How often to poll where there is no event, in milliseconds. */
const lookIntervalMs = 10_000;

/** The machine's battery. */
export interface Battery {
  isInUse(): Promise<boolean>;
  /** Calls `listener` when that may have changed. */
  onChange(listener: () => void): void;
}

/** Call it when the app is ready. On Linux, Electron does not know about batteries, so this polls the kernel. */
export function openBattery(): Battery {
  const isLinux = process.platform === 'linux';
  return {
    isInUse: async () => powerMonitor.isOnBatteryPower() || (isLinux && (await runsOnBattery())),
    onChange(listener) {
      powerMonitor.on('on-battery', listener);
      powerMonitor.on('on-ac', listener);
      powerMonitor.on('resume', listener); // it may have been plugged in during sleep
      if (isLinux) setInterval(listener, lookIntervalMs).unref();
    },
  };
}
