import { expect, it } from 'vitest';
import { ref } from 'vue';
import type { DatasetConfig, TableSummary } from '#api';
import { answeredLater, mountComposable, settle } from './composable-fixture.ts';
import { useClassNames, useFeatureNames, useTables } from './useTables.ts';

const iris = { digest: 'd', labels: ['setosa', 'virginica'], features: ['length'] } as never as TableSummary;

function mountTables() {
  const dataset = ref<DatasetConfig>();
  const listTables = answeredLater<object, { tables: TableSummary[] }>();
  const deleteTable = answeredLater<{ digest: string }, { tables: TableSummary[] }>();
  const mounted = mountComposable(
    () => ({
      store: useTables(),
      nameOf: useClassNames(() => dataset.value),
      features: useFeatureNames(() => dataset.value),
    }),
    { listTables, deleteTable },
  );
  return { ...mounted.result, emit: mounted.emit, dataset, listTables, deleteTable };
}

it('are read when someone asks, and from then on whenever the history changes', async () => {
  const { store, emit, listTables } = mountTables();
  emit({ kind: 'historyChanged' });
  await settle();
  expect([listTables.asked.length, store.tables]).toEqual([0, null]);
  void store.reload();
  await listTables.asked[0]!.answer({ tables: [iris] });
  emit({ kind: 'historyChanged' });
  await settle();
  expect([listTables.asked.length, store.tables]).toEqual([2, [iris]]);
  await listTables.asked[1]!.fail('no host');
  expect([store.error?.message, store.tables]).toEqual(['no host', [iris]]);
});

it('after a deletion are those of a read that began later', async () => {
  const { store, listTables, deleteTable } = mountTables();
  void store.reload();
  const removed = store.remove('d');
  await deleteTable.asked[0]!.answer({ tables: [] });
  await listTables.asked[0]!.answer({ tables: [iris] }); // requested before
  await listTables.asked[1]!.answer({ tables: [] });
  await removed;
  expect(store.tables).toEqual([]);
});

it('name the classes and features of a dataset; generated ones have numbers', async () => {
  const { dataset, listTables, nameOf, features } = mountTables();
  expect([nameOf.value(1), features.value]).toEqual(['class 1', undefined]);
  dataset.value = { kind: 'table', digest: 'd' } as DatasetConfig;
  await settle();
  await listTables.asked[0]!.answer({ tables: [iris] });
  expect([nameOf.value(1), nameOf.value(2), features.value]).toEqual(['virginica', 'class 2', ['length']]);
});
