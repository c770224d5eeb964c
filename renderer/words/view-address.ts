import type { RunView } from '#api';

/** Where a saved view is shown: all of it stands in the address, so that a link shows the same table elsewhere. */
export function addressOfView({
  id,
  filter,
  layout,
}: { readonly id: string } & Pick<RunView, 'filter' | 'layout'>) {
  return {
    path: '/runs',
    query: { saved: id, ...(filter === '' ? {} : { filter }), table: JSON.stringify(layout) },
  };
}
