import { expect, it } from 'vitest';
import { mountSmallDisk } from './small-disk.ts';
import { temporaryStore } from './store-fixture.ts';

it('deletes a table on a disk that is full', async ({ skip }) => {
  const disk = mountSmallDisk(30) ?? skip('this user may not mount a disk');
  const store = temporaryStore({ dataDir: disk.folder });
  const line = (row: number): string =>
    `${Array.from({ length: 100 }, (_, feature) => (row * 7919 + feature * 104_729) % 9973).join(',')},${row % 2}\n`;
  const table = store.beginTableImport('wide.csv', {});
  await table.push(new TextEncoder().encode(Array.from({ length: 3000 }, (_, row) => line(row)).join('')));
  const { digest } = await table.finish();
  disk.fill();
  await (await store.deleteTable(digest)).deleted;
  expect(store.listTables()).toEqual({ tables: [], unreadable: [] });
  expect(store.claimTableLeftovers()).toEqual([]);
  expect(store.freeBytes()).toBeGreaterThan(2_000_000);
});
