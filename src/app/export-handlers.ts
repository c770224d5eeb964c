import type { Handlers } from '#api';
import type { Services } from './services.ts';

export function createExportHandlers({ store, tickets }: Services): Pick<Handlers, 'prepareExport'> {
  return {
    async prepareExport(query) {
      const foreseen = await store.foreseeExport(query); // throws for an unknown id
      const fileName = `${query.table}.${query.format ?? 'csv'}`;
      const ticket = tickets.issue({ fileName, chunks: store.exportTable(query) });
      return { ticket, fileName, ...foreseen };
    },
  };
}
