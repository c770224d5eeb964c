import { powerMonitor, powerSaveBlocker } from 'electron';
import { report } from '#api';
import type { Lambdascope, Trouble } from '#app';
import type { KeptSettings } from '../settings/desktop-settings.ts';
import { openBattery } from './battery.ts';
import { createBatteryHold } from './battery-hold.ts';
import { createKeepAwake } from './keep-awake.ts';

/** What the machine's power does to training, and training to it. */
export interface Power {
  /** Why training is to be held now, to be asked before there is any; null for no reason. */
  heldAtStart(): Promise<Trouble | null>;
  /** Joins the history to it, once it is open. */
  attach(lambdascope: Lambdascope): void;
  /** Trains on battery power, until the machine is plugged in. */
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
      lambdascope.hold(batteryHold.reason); // it may have changed while the history was opened
      lambdascope.onEvent((event) => {
        if (event.kind !== 'activityChanged') return;
        isTraining = event.activity.runningRuns > 0;
        stayAwake();
      });
    },
    trainAnyway: batteryHold.trainAnyway,
  };
}
