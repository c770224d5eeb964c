import type { Handlers } from '#api';
import type { Services } from './services.ts';

export function createSeriesHandlers({ store }: Services): Pick<Handlers, 'readSeries' | 'readManySeries'> {
  return {
    readSeries: (query) => store.readSeries(query),
    readManySeries: (query) => store.readManySeries(query),
  };
}
