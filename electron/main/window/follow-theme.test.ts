import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readKept, type Lambdascope } from '#app';
import { followTheme } from './follow-theme.ts';

let folder: string;
let file: string;
const nativeTheme: { themeSource: 'system' | 'light' | 'dark' } = { themeSource: 'system' };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambdascope-theme-'));
  file = join(folder, 'desktop.json');
  nativeTheme.themeSource = 'system';
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

const historyWith = (theme: unknown): Pick<Lambdascope, 'handlers'> =>
  ({ handlers: { getPreferences: async () => ({ theme }) } }) as unknown as Lambdascope;

it('has the last theme from the start, and leaves other settings unchanged', () => {
  writeFileSync(file, '{"keepAwake":false}');
  const { onEvent } = followTheme(file, nativeTheme);
  onEvent({ kind: 'preferenceChanged', key: 'theme', value: 'dark', source: null });
  onEvent({ kind: 'preferenceChanged', key: 'other', value: 'light', source: null });
  expect(nativeTheme.themeSource).toBe('dark');
  nativeTheme.themeSource = 'system';
  followTheme(file, nativeTheme);
  expect(nativeTheme.themeSource).toBe('dark');
  expect(readKept(file)).toEqual({ keepAwake: false, theme: 'dark' });
});

it.each([
  ['light', 'light'],
  ['system', 'system'],
  [undefined, 'system'],
  [{ is: 'broken' }, 'system'],
])('takes %j of the history for %s', async (stored, theme) => {
  writeFileSync(file, '{"theme":"dark"}');
  await followTheme(file, nativeTheme).readOf(historyWith(stored));
  expect(nativeTheme.themeSource).toBe(theme);
});

it('follows the system if the file is invalid, and works without a writable file', () => {
  const { onEvent } = followTheme(join(folder, 'none', 'desktop.json'), nativeTheme);
  onEvent({ kind: 'preferenceChanged', key: 'theme', value: 'light', source: null });
  expect(nativeTheme.themeSource).toBe('light');
  writeFileSync(file, '{"theme":1}');
  followTheme(file, nativeTheme);
  expect(nativeTheme.themeSource).toBe('system');
});
