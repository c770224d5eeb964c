import { useRouter, type RouteLocationRaw } from 'vue-router';

/**
 * Called when something is asked of the host, returns what shows the screen that the answer leads to: unless another screen is shown by
 * then, because whoever asked went on without waiting.
 */
export function useArrival(): () => (to: RouteLocationRaw) => Promise<void> {
  const router = useRouter();
  return () => {
    const { path } = router.currentRoute.value;
    return async (to) => {
      if (router.currentRoute.value.path === path) await router.push(to);
    };
  };
}
