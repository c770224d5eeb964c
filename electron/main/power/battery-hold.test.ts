import { beforeEach, expect, it } from 'vitest';
import type { Trouble } from '#app';
import { createBatteryHold, onBattery, type BatteryHold } from './battery-hold.ts';

let isInUse: boolean;
let isWanted: boolean;
let held: (Trouble | null)[];
let hold: BatteryHold;

beforeEach(() => {
  isInUse = false;
  isWanted = true;
  held = [];
  hold = createBatteryHold({
    battery: { isInUse: () => Promise.resolve(isInUse) },
    isWanted: () => isWanted,
    hold: (reason) => void held.push(reason),
  });
});

const look = (inUse: boolean): Promise<void> => {
  isInUse = inUse;
  return hold.look();
};

it('holds while the battery is in use, and reports each change once', async () => {
  for (const inUse of [false, true, true, false, false, true]) await look(inUse);
  expect(held).toEqual([onBattery, null, onBattery]);
  expect(hold.reason).toBe(onBattery);
});

it('lets training go on when told to, until the battery is next used', async () => {
  await look(true);
  hold.trainAnyway();
  await look(true);
  expect(hold.reason).toBeNull();
  await look(false);
  await look(true);
  expect(held).toEqual([onBattery, null, onBattery]);
});

it('holds nothing when the setting is off, and holds at once when it is turned on', async () => {
  isWanted = false;
  await look(true);
  expect(held).toEqual([]);
  isWanted = true;
  await look(true);
  hold.trainAnyway();
  isWanted = false;
  await look(true);
  isWanted = true;
  await look(true);
  expect(held).toEqual([onBattery, null, onBattery]);
});

it('has nothing to waive on mains power', async () => {
  hold.trainAnyway();
  await look(true);
  expect(held).toEqual([onBattery]);
});
