import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../src/temporary-folder.fixture.ts';
import { runsOnBattery } from './power-supplies.ts';

type Supply = Readonly<Record<string, string>>;

function folderOf(supplies: Readonly<Record<string, Supply>>): string {
  const folder = temporaryFolder();
  for (const [name, files] of Object.entries(supplies)) {
    mkdirSync(join(folder, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`);
  }
  return folder;
}

const mains = (online: string): Supply => ({ type: 'Mains', online });
const battery = (status: string): Supply => ({ type: 'Battery', status });
const mouse: Supply = { type: 'Battery', scope: 'Device', status: 'Discharging' };

it.each([
  ['a laptop unplugged', { AC: mains('0'), BAT0: battery('Discharging') }, true],
  ['a laptop plugged in', { AC: mains('1'), BAT0: battery('Charging') }, false],
  ['one that its charger cannot keep up with', { AC: mains('1'), BAT0: battery('Discharging') }, false],
  ['one fed by USB', { 'ucsi-1': { type: 'USB', online: '1' }, BAT0: battery('Not charging') }, false],
  ['one without word of its mains', { BAT0: battery('Discharging') }, true],
  ['one of two batteries in use', { BAT0: battery('Unknown'), BAT1: battery('Discharging') }, true],
  ['a desktop with a wireless mouse', { hidpp: mouse }, false],
  ['a desktop on a UPS', { ups: { type: 'UPS', status: 'Discharging' } }, true],
  ['a machine without supplies', {}, false],
])('%s', async (_what, supplies, expected) => {
  expect(await runsOnBattery(folderOf(supplies as Record<string, Supply>))).toBe(expected);
});

it('is false if the folder does not exist', async () => {
  expect(await runsOnBattery(join(folderOf({}), 'none'))).toBe(false);
});
