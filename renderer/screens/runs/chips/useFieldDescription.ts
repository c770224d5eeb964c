import type { CommandInput, FieldDescription } from '#api';
import { useClient } from '../../../data/useClient.ts';
import { useLatest, type Latest } from '../../../data/useLatest.ts';

/** The runs among which values are looked for. */
export type DescribedRuns = Pick<
  CommandInput<'describeFields'> & object,
  'filter' | 'trashed' | 'archived' | 'sweepId'
>;

/** How the values of a field lie among runs; as they were, while other runs are asked. */
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
