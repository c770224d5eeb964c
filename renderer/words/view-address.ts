import type { RunView } from '#api';

/** The address of a saved view. */
export function addressOfView({ id, filter }: { readonly id: string } & Pick<RunView, 'filter'>) {
  return { path: '/runs', query: { saved: id, ...(filter === '' ? {} : { filter }) } };
}
