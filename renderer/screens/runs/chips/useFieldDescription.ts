import type { CommandInput, FieldDescription } from '#api';
import { useClient } from '../../../data/useClient.ts';
import { useLatest, type Latest } from '../../../data/useLatest.ts';

/** The runs whose values are described. */
export type DescribedRuns = Pick<
  CommandInput<'describeFields'> & object,
  'filter' | 'trashed' | 'archived' | 'sweepId'
>;

/** The distribution of a field's values among runs; the previous one stays while another is being read. */
export function useFieldDescription(
  field: () => string,
  runs: () => DescribedRuns,
): Latest<FieldDescription | null> {
  const client = useClient();
  return useLatest(
    () => ({ ...runs(), fields: [field()] }),
    async (query) => (await client.describeFields(query)).fields[0] ?? null,
    { key: JSON.stringify },
  );
}
