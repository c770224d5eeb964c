import type { TableDetail, TableSummary } from '#api';
import { useClient } from '../../data/useClient.ts';
import { useLatest, type Latest } from '../../data/useLatest.ts';

/** A look into a table, read again when it gets other runs. The last one stays until then, if it is of the same table. */
export function useTableDetail(table: () => Pick<TableSummary, 'digest' | 'runs'>): Latest<TableDetail> {
  const client = useClient();
  return useLatest(
    () => ({ digest: table().digest, runs: table().runs }),
    ({ digest }) => client.getTable({ digest }),
    { key: JSON.stringify, keeps: (next, answered) => next?.digest === answered.digest },
  );
}
