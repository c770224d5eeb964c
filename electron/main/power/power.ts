import { powerMonitor, powerSaveBlocker } from 'electron';
import { report } from '#api';
import type { Lambdascope, Trouble } from '#app';
import type { KeptSettings } from '../settings/desktop-settings.ts';
import { openBattery } from './battery.ts';
import { createBatteryHold } from './battery-hold.ts';
import { createKeepAwake } from './keep-awake.ts';

/** How the machine's power affects training, and training the machine's power. */
export interface Power {
  /** Why training must be held now, for use before any training starts; null for no reason. */
  heldAtStart(): Promise<Trouble | null>;
  /** Connects the history once it is open. */
  attach(lambdascope: Lambdascope): void;
  /** Trains on battery power until the machine is plugged in. */
  trainAnyway(): void;
}

/** Call it when the app is ready. */
export function openPower(settings: KeptSettings): Power {
  const keepAwake = createKeepAwake(powerSaveBlocker);
  const battery = openBattery();
  let attached: Lambdascope | null = null;
  let isTraining = false;
  const batteryHold = createBatteryHold({
    battery,
    isWanted: () => settings.current.pauseOnBattery,
    hold: (reason) => attached?.hold(reason),
  });
  const look = (): void => report(batteryHold.look());
  const stayAwake = (): void => keepAwake.set(isTraining && settings.current.keepAwake);

  battery.onChange(look);
  settings.onChange(look);
  settings.onChange(stayAwake);
  powerMonitor.on('suspend', () => report(Promise.resolve(attached?.fallsAsleep())));
  powerMonitor.on('resume', () => report(Promise.resolve(attached?.wokeUp())));
  return {
    async heldAtStart() {
      await batteryHold.look();
      return batteryHold.reason;
    },
    attach(lambdascope) {
      attached = lambdascope;
      lambdascope.hold(batteryHold.reason); // it may have changed while the history was being opened
      lambdascope.onEvent((event) => {
        if (event.kind !== 'activityChanged') return;
        isTraining = event.activity.runningRuns > 0;
        stayAwake();
      });
    },
    trainAnyway: batteryHold.trainAnyway,
  };
}
