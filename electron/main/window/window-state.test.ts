import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadWindowState, saveWindowState } from './window-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'lambdascope-window-'));
const file = join(folder, 'window.json');
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: -1280, y: 0, width: 1280, height: 1024 },
];
const stored = (state: unknown): ReturnType<typeof loadWindowState> => {
  writeFileSync(file, typeof state === 'string' ? state : JSON.stringify(state));
  return loadWindowState(file, screens);
};
const first = { width: 1280, height: 820, isMaximized: false, isFullScreen: false };

it('starts in the middle', () => {
  expect(loadWindowState(join(folder, 'none.json'), screens)).toEqual(first);
});

it('comes back where it was, on any screen', () => {
  const bounds = { x: -1200, y: 40, width: 1000, height: 700 };
  const shape = { isMaximized: true, isFullScreen: true };
  saveWindowState(file, bounds, shape);
  expect(loadWindowState(file, screens)).toEqual({ ...bounds, ...shape });
});

it.each([
  ['a screen that is gone', { x: 4000, y: 40 }],
  ['above the screen', { x: 10, y: -300 }],
  ['below the screen', { x: 10, y: 1079 }],
  ['no numbers', { x: 'left', y: null }],
])('is centred when it was on %s', (_what, place) => {
  expect(stored({ ...place, width: 1000, height: 700 })).toEqual({
    width: 1000,
    height: 700,
    isMaximized: false,
    isFullScreen: false,
  });
});

it('is never unusably small, nor absurdly large', () => {
  expect(stored({ x: 0, y: 0, width: 10, height: 10 })).toMatchObject({ width: 900, height: 600 });
  expect(stored({ x: 0, y: 0, width: 1e9, height: NaN })).toMatchObject({ width: 1280, height: 820 });
});

it.each(['', '{', 'null', '[]', '"x"'])('survives a file with %j', (text) => {
  expect(stored(text)).toEqual(first);
});

it('ignores a failure to save it', () => {
  expect(() =>
    saveWindowState(join(folder, 'no/such/folder.json'), { x: 0, y: 0, width: 1, height: 1 }, first),
  ).not.toThrow();
});
