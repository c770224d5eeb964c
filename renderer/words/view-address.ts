import type { RunView } from '#api';

/** Where a saved view is shown. */
export function addressOfView({ id, filter }: { readonly id: string } & Pick<RunView, 'filter'>) {
  return { path: '/runs', query: { saved: id, ...(filter === '' ? {} : { filter }) } };
}
