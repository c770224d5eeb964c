import type { CommandInput, ExportFormat } from '#api';
import { FileJson, FileSpreadsheet, Table } from '@lucide/vue';
import { computed, type ComputedRef } from 'vue';
import type { MenuEntry } from '../../ui/menu.ts';
import { useExport } from '../../data/useExport.ts';

/** Runs as a table shows them: which, in what order, and with which fields. */
export type ShownRuns = Pick<CommandInput<'prepareExport'>, 'selection' | 'sort' | 'descending'> & {
  readonly columns: readonly string[];
};

/** Ways to save what a table of runs shows: its columns in order, all columns, or every epoch. */
export function useTableExport(shown: () => ShownRuns): ComputedRef<MenuEntry[]> {
  const exportRuns = useExport();
  return computed(() => {
    const { columns, ...runs } = shown();
    const save =
      (query: Pick<CommandInput<'prepareExport'>, 'table' | 'columns'>, format: ExportFormat) => () =>
        void exportRuns({ ...runs, ...query, format });
    const asShown = { table: 'runs' as const, columns: [...columns] };
    return [
      { label: 'Table as shown, CSV', icon: FileSpreadsheet, onSelect: save(asShown, 'csv') },
      { label: 'Table as shown, JSON', icon: FileJson, onSelect: save(asShown, 'json') },
      { label: 'Table as shown, Parquet', icon: Table, onSelect: save(asShown, 'parquet') },
      'separator',
      { label: 'All columns, CSV', icon: FileSpreadsheet, onSelect: save({ table: 'runs' }, 'csv') },
      { label: 'All columns, JSON', icon: FileJson, onSelect: save({ table: 'runs' }, 'json') },
      { label: 'All columns, Parquet', icon: Table, onSelect: save({ table: 'runs' }, 'parquet') },
      'separator',
      { label: 'Every epoch, CSV', icon: FileSpreadsheet, onSelect: save({ table: 'epochs' }, 'csv') },
      { label: 'Every epoch, Parquet', icon: Table, onSelect: save({ table: 'epochs' }, 'parquet') },
    ];
  });
}
