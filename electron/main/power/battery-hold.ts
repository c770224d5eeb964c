import type { Trouble } from '#app';
import type { Battery } from './battery.ts';

/** The reason, in words, why training is held on battery power. */
export const onBattery: Trouble = {
  reason: 'the computer is running on battery power',
  advice: 'plug it in',
};

export interface BatteryHoldOptions {
  readonly battery: Pick<Battery, 'isInUse'>;
  /** Whether the user wants training held on battery power. */
  readonly isWanted: () => boolean;
  /** Called on every change. */
  readonly hold: (reason: Trouble | null) => void;
}

/** Whether training is held because the machine runs on battery. */
export interface BatteryHold {
  readonly reason: Trouble | null;
  /** Checks again, because something may have changed. */
  look(): Promise<void>;
  /** Holds nothing until the battery is next used. */
  trainAnyway(): void;
}

export function createBatteryHold({ battery, isWanted, hold }: BatteryHoldOptions): BatteryHold {
  let isInUse = false;
  let isWaived = false;
  let reason: Trouble | null = null;

  function apply(): void {
    const isCase = isInUse && isWanted();
    if (!isCase) isWaived = false;
    const next = isCase && !isWaived ? onBattery : null;
    if (next === reason) return;
    reason = next;
    hold(reason);
  }

  return {
    get reason() {
      return reason;
    },
    async look() {
      isInUse = isWanted() && (await battery.isInUse());
      apply();
    },
    trainAnyway() {
      isWaived = true;
      apply();
    },
  };
}
