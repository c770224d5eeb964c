import type { TableDetail, TableSummary } from '#api';
import { type Latest, useClient, useLatest } from '#data';

/** The details of a table, read again when its runs change. The last details stay until then, if they are of the same table. */
export function useTableDetail(table: () => Pick<TableSummary, 'digest' | 'runs'>): Latest<TableDetail> {
  const client = useClient();
  return useLatest(
    () => ({ digest: table().digest, runs: table().runs }),
    ({ digest }) => client.getTable({ digest }),
    { key: JSON.stringify, keeps: (next, answered) => next?.digest === answered.digest },
  );
}
