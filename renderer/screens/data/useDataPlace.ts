import { useRoute, type RouteLocationRaw } from 'vue-router';

/** Where some data are looked at; the tables beside them stay in their order. */
export function useDataPlace() {
  const route = useRoute();
  return (look: { readonly table?: string; readonly kind?: string }): RouteLocationRaw => ({
    path: '/data',
    query: { ...look, sort: route.query['sort'] },
  });
}
