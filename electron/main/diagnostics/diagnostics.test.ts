import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../src/temporary-folder.fixture.ts';
import { aboutPanel } from './about.ts';
import { crashDumpsIn, pruneCrashDumps } from './crash-dumps.ts';
import { diagnosticsText } from './diagnostics-text.ts';
import { folderSizes } from './folder-sizes.ts';
import { logTail } from './log-tail.ts';
import { withoutPerson } from './private-text.ts';

describe('the person', () => {
  const anna = { home: '/home/anna', name: 'anna' };
  const bob = { home: 'C:\\Users\\Bob', name: 'Bob' };
  it.each([
    [anna, 'opened /home/anna/.config/Lambdascope', 'opened ~/.config/Lambdascope'],
    [anna, 'at file:///home/anna/app/out/main/index.js:1', 'at file://~/app/out/main/index.js:1'],
    [anna, '/media/anna/disk and /home/annabel', '/media/~/disk and /home/annabel'],
    [anna, 'the run of anna', 'the run of anna'],
    [bob, 'opened C:\\Users\\Bob\\AppData', 'opened ~\\AppData'],
    [bob, 'at file:///c:/users/bob/app', 'at file:///~/app'],
    [bob, '"C:\\\\Users\\\\Bob\\\\AppData"', '"~\\\\AppData"'],
    [{ home: '/home/ä b', name: 'ä b' }, 'file:///home/%C3%A4%20b/x', 'file://~/x'],
    [{ home: '/root', name: 'root' }, '/root/.config', '~/.config'],
    [{ home: '/', name: '' }, '/usr/lib', '/usr/lib'],
  ])('is not in the text of %j: %j', (person, text, expected) => {
    expect(withoutPerson(text, person)).toBe(expected);
  });
});

it('writes sections, and leaves out empty ones', () => {
  const text = diagnosticsText([
    { title: 'Machine', lines: [['Cores', 8], ['System', 'Linux'], 'as it is'] },
    { title: 'Runs', lines: [] },
    { title: 'Settings', lines: [['keepAwake', true]] },
  ]);
  expect(text).toBe('## Machine\nCores: 8\nSystem: Linux\nas it is\n\n## Settings\nkeepAwake: true');
});

it("sums the sizes of entries, and names only the app's own", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'logs', 'old'), { recursive: true });
  writeFileSync(join(folder, 'logs', 'old', 'a'), '12345');
  writeFileSync(join(folder, 'logs', 'b'), '123');
  writeFileSync(join(folder, 'a secret thesis.docx'), '1234567890');
  expect(await folderSizes(folder, (name) => name === 'logs')).toEqual([
    ['others', 10],
    ['logs', 8],
  ]);
  expect(await folderSizes(join(folder, 'gone'), () => true)).toEqual([]);
});

it('reads the end of a log, across its last rotation', async () => {
  const file = join(temporaryFolder(), 'x.log');
  expect(await logTail(file, 3)).toEqual([]);
  writeFileSync(file, 'c\nd\n');
  writeFileSync(`${file}.1`, 'a\nb\n');
  expect(await logTail(file, 3)).toEqual(['b', 'c', 'd']);
  expect(await logTail(file, 1)).toEqual(['d']);
});

it('keeps the ten newest crash dumps', () => {
  const folder = temporaryFolder();
  expect(crashDumpsIn(join(folder, 'gone'))).toEqual([]);
  mkdirSync(join(folder, 'completed'));
  mkdirSync(join(folder, 'pending'));
  for (let at = 0; at < 12; at += 1) {
    const stem = join(folder, at % 2 === 0 ? 'completed' : 'pending', String(at));
    for (const end of ['.dmp', '.meta']) writeFileSync(`${stem}${end}`, '');
    utimesSync(`${stem}.dmp`, 1000 + at, 1000 + at);
  }
  writeFileSync(join(folder, 'settings.dat'), '');
  expect(crashDumpsIn(folder)[0]).toBe(join(folder, 'pending', '11.dmp'));
  pruneCrashDumps(folder);
  expect(crashDumpsIn(folder)).toHaveLength(10);
  expect(readdirSync(join(folder, 'completed')).sort()).toEqual(
    ['10', '2', '4', '6', '8'].flatMap((stem) => [`${stem}.dmp`, `${stem}.meta`]).sort(),
  );
  expect(readdirSync(folder)).toContain('settings.dat');
});

it('shows versions where each system has room for them', () => {
  const versions = { electron: '45.4.1', chrome: '150.0', node: '24.1' };
  const about = (system: NodeJS.Platform) =>
    aboutPanel({
      system,
      version: '0.1.0',
      versions,
      author: 'The authors',
      homepage: 'https://example.com',
    });
  const builtOn = 'Electron 45.4.1, Chromium 150.0, Node 24.1';
  expect(about('linux')).toMatchObject({
    applicationVersion: `0.1.0 (${builtOn})`,
    website: 'https://example.com',
  });
  for (const system of ['darwin', 'win32'] as const) {
    expect(about(system)).toMatchObject({
      applicationVersion: '0.1.0',
      credits: `${builtOn}\nhttps://example.com`,
    });
  }
});
