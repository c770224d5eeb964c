import { useRouter, type RouteLocationRaw } from 'vue-router';

/**
 * Call it when asking something of the host. It returns a function that shows the screen the answer leads to, unless another screen is open
 * by then: whoever asked did not wait.
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
