import { linkTo } from '#api';
import { useRouter } from 'vue-router';
import { attempt } from '../attempt.ts';
import { useDesktop } from '../host.ts';
import { toast } from '../toasts.ts';
import { shownRoute } from './shown-address.ts';

/** Copies a link to what the screen shows now: one that opens the desktop app, or under `serve` the page's address. */
export function useCopyLink(): () => Promise<void> {
  const router = useRouter();
  const desktop = useDesktop();
  return async () => {
    await attempt(async () => {
      const route = shownRoute(router);
      await navigator.clipboard.writeText(desktop ? linkTo(route) : pageLink(location, route));
      toast.info('Copied a link to this screen.');
    });
  };
}

/** Omits the sign-in key, which an address may carry after its path. */
export function pageLink({ origin, pathname }: Pick<Location, 'origin' | 'pathname'>, route: string): string {
  return `${origin}${pathname}#${route}`;
}
