import { expect, it, vi } from 'vitest';
import { defaultTableLayout } from '#api';
import type { Lambdascope } from '#app';
import { bothFilters, readView } from './read-view.ts';

const appWith = (views: unknown) =>
  ({
    handlers: { getPreferences: () => Promise.resolve({ 'runs.views': views }) },
  }) as unknown as Lambdascope;
const app = appWith({
  a: { name: 'Wide nets', filter: 'dense_units > 100', place: 1 },
  b: { name: 'newer', filter: 'colour = red', sparks: true },
  c: 'no view',
});

it('finds a saved view by name, ignoring case, and lists the existing ones', async () => {
  expect((await readView(app, 'wide NETS')).filter).toBe('dense_units > 100');
  await expect(readView(app, 'deep')).rejects.toThrow(
    '--view: there is no view "deep"; allowed: "Wide nets", "newer"',
  );
  await expect(readView(appWith(undefined), 'deep')).rejects.toThrow('none has been saved in the app');
});

it('refuses a view whose filter it cannot parse, and names the word', async () => {
  await expect(readView(app, 'newer')).rejects.toThrow('the view "newer": there is no field "colour"');
});

it('sorts a view whose order it does not know by age, and says so', async () => {
  const layout = { ...defaultTableLayout, sort: { field: 'sharpness', descending: false } };
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const view = await readView(appWith({ a: { name: 'sharp', filter: '', layout } }), 'sharp');
  expect(said.mock.calls).toEqual([
    [
      'the view "sharp" is sorted by sharpness, which this version does not support; the newest runs come first\n',
    ],
  ]);
  said.mockRestore();
  expect(view.layout.sort).toEqual({ field: 'created', descending: true });
});

it('finds what matches both filters', () => {
  expect(bothFilters('a or b', 'seed = 3 or seed = 4')).toBe('(a or b) and (seed = 3 or seed = 4)');
  expect([bothFilters('', 'seed = 3'), bothFilters('a', ' '), bothFilters('', '')]).toEqual([
    'seed = 3',
    'a',
    '',
  ]);
});
