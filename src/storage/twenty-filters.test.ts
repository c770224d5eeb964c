import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bring } from './bringing/importer.fixture.ts';
import expected from './reference/twenty-filters.json' with { type: 'json' };
import { temporaryStore } from './store-fixture.ts';

const reference = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'reference', name), 'utf8');

it('twenty filters find what pandas finds in the exported tables', async () => {
  const store = temporaryStore();
  await bring(store, {
    'runs.csv': reference('twenty-runs.csv'),
    'epochs.csv': reference('twenty-epochs.csv'),
  });
  const found = Object.keys(expected).map((filter) => [
    filter,
    store.selectRunIds({ filter, trashed: false }).toSorted(),
  ]);
  expect(Object.fromEntries(found)).toEqual(expected);
  expect(found).toHaveLength(20);
});

it('the documentation says how many runs each finds', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/filter.md'), 'utf8');
  const rows = [
    ...text
      .slice(text.indexOf('## Equivalents in pandas'))
      .matchAll(/^\| `(.+?)` +\| `.+` +\| +(\d+) +\|$/gm),
  ];
  expect(Object.fromEntries(rows.map(([, filter, runs]) => [filter, Number(runs)]))).toEqual(
    Object.fromEntries(Object.entries(expected).map(([filter, ids]) => [filter, ids.length])),
  );
});
