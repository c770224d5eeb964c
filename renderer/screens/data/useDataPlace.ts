import { useRoute, type RouteLocationRaw } from 'vue-router';

/** Where a dataset is shown; the tables beside it keep their order. */
export function useDataPlace() {
  const route = useRoute();
  return (look: { readonly table?: string; readonly kind?: string }): RouteLocationRaw => ({
    path: '/data',
    query: { ...look, sort: route.query['sort'] },
  });
}
