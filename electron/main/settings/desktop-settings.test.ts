import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSettings } from './desktop-settings.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambdascope-settings-'));
  file = join(folder, 'desktop.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

const defaults = {
  keepAwake: true,
  pauseOnBattery: false,
  hardwareAcceleration: true,
  notifyWhenDone: true,
  checkSpelling: false,
  checkForUpdates: false,
  askedAboutUpdates: false,
};

it('has the defaults when nothing is stored, and writes no file for them', () => {
  expect(openSettings(file).current).toEqual(defaults);
  expect(readdirSync(folder)).toEqual([]);
});

it('stores changes, reports them, and leaves what a newer version wrote', () => {
  writeFileSync(file, JSON.stringify({ pauseOnBattery: true, newer: [1] }));
  const settings = openSettings(file);
  const heard: unknown[] = [];
  const end = settings.onChange((changed) => heard.push(changed));
  const changed = { ...defaults, pauseOnBattery: true, keepAwake: false };
  expect(settings.change({ keepAwake: false })).toEqual(changed);
  end();
  expect(settings.change({ keepAwake: undefined })).toEqual(changed);
  expect(heard).toEqual([changed]);
  expect(openSettings(file).current).toEqual(changed);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...changed, newer: [1] });
  expect(readdirSync(folder)).toEqual(['desktop.json']);
});

it.each(['', '{', 'null', '[1]', '{"keepAwake":"no"}', '{"keepAwake":null}'])(
  'treats %j as nothing',
  (text) => {
    writeFileSync(file, text);
    expect(openSettings(file).current).toEqual(defaults);
  },
);

it('changes nothing that it cannot store', () => {
  mkdirSync(file);
  writeFileSync(join(file, 'in the way'), '');
  const settings = openSettings(file);
  const message = expect.stringMatching(/^the settings cannot be saved in .+desktop\.json \(\w+\)$/);
  expect(() => settings.change({ keepAwake: false })).toThrow(
    expect.objectContaining({ code: 'folderNotWritable', message }),
  );
  expect(settings.current).toEqual(defaults);
  expect(readdirSync(folder)).toEqual(['desktop.json']);
});
