import type { CommandArguments, FieldValue, RunSummary } from '#api';
import { computed } from 'vue';
import { useClient, useLatest } from '#data';
import { isSameScale, widened, type ColumnScale } from './column-scale.ts';
import type { RunColumn } from './columns.ts';

/** Maximum number of fields that the host describes at once. */
const mostFields = 20;

/**
 * The scales of columns with bars or colours: over all listed runs, so that scrolling does not change them, extended by what the rows in
 * view have reached since.
 */
export function useColumnScales(
  columns: () => readonly RunColumn[],
  selection: () => Pick<CommandArguments<'listRuns'>, 'filter' | 'trashed' | 'archived' | 'sweepId'>,
  rows: () => readonly RunSummary[],
  readOf: (run: RunSummary, field: string) => FieldValue | undefined,
) {
  const client = useClient();
  const measured = computed(() =>
    columns()
      .filter(({ look, field, format }) => look !== undefined && look !== 'plain' && field && format)
      .slice(0, mostFields),
  );
  const { value: described } = useLatest(
    () => {
      const fields = measured.value.map(({ field }) => field!);
      const { filter, trashed, archived, sweepId } = selection();
      return fields.length === 0 ? null : { filter, trashed, archived, sweepId, fields };
    },
    (question) => client.describeFields(question),
    { key: JSON.stringify, settleMs: 150 },
  );

  return computed((before?: ReadonlyMap<string, ColumnScale>): ReadonlyMap<string, ColumnScale> => {
    const ranges = new Map(described.value?.fields.map(({ field, range }) => [field.name, range]) ?? []);
    return new Map(
      measured.value.map((column) => {
        const [least, greatest] = ranges.get(column.field!) ?? [Infinity, -Infinity];
        const look = column.look as ColumnScale['look'];
        const values = rows().map((run) => column.value?.(run) ?? Number(readOf(run, column.field!) ?? NaN));
        const scale = widened({ look, least, greatest }, values);
        const known = before?.get(column.id);
        // A new object would render every cell of the column again.
        return [column.id, known !== undefined && isSameScale(known, scale) ? known : scale];
      }),
    );
  });
}
