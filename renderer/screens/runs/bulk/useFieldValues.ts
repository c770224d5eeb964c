import type { FieldValue } from '#api';
import { type Latest, useClient, useLatest } from '#data';

/** This many ids fit into one filter. */
const idsAtOnce = 500;

export type FieldValues = ReadonlyMap<string, ReadonlyMap<string, FieldValue>>;

/** Values of some fields of runs, by run and field. */
export function useFieldValues(
  ids: () => readonly string[],
  fields: () => readonly string[],
): Latest<FieldValues> {
  const client = useClient();
  return useLatest(
    () => ({ ids: ids(), fields: fields() }),
    async (asked, signal) => {
      const values = new Map<string, ReadonlyMap<string, FieldValue>>();
      for (let first = 0; first < asked.ids.length && !signal.aborted; first += idsAtOnce) {
        const part = asked.ids.slice(first, first + idsAtOnce);
        const page = await client.listRuns({
          filter: `id in [${part.join(', ')}]`,
          fields: [...asked.fields],
          limit: idsAtOnce,
        });
        page.runs.forEach(({ id }, at) => {
          const row = page.values[at] ?? [];
          values.set(id, new Map(asked.fields.map((field, place) => [field, row[place] ?? null])));
        });
      }
      return values;
    },
    { key: JSON.stringify },
  );
}
