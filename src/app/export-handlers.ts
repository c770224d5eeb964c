import type { Handlers } from '#api';
import type { Services } from './services.ts';

export function createExportHandlers({ store, tickets }: Services): Pick<Handlers, 'prepareExport'> {
  return {
    async prepareExport(query) {
      const foreseen = await store.foreseeExport(query); // throws for an id that is unknown
      return { ticket: tickets.issue(query), fileName: exportFileName(query.table), ...foreseen };
    },
  };
}

/** What a browser proposes as a name: `runs.csv`, `epochs.csv`. */
export function exportFileName(table: 'runs' | 'epochs'): string {
  return `${table}.csv`;
}
