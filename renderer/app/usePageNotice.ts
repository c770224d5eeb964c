import { useEvents } from '../data/useEvents.ts';
import { useDesktop } from '../data/useDesktop.ts';
import { toast } from '../data/toasts.ts';
import { formatSentence } from '../words/format.ts';

/** Shows the desktop's notices about this page, e.g. that it crashed and was reloaded, or that a link cannot be opened. */
export function usePageNotice(): void {
  const desktop = useDesktop();
  const take = (): void =>
    void desktop?.takePageNotice({}).then(
      (notice) => {
        if (notice !== null) toast.error(formatSentence(notice));
      },
      () => undefined, // the app is quitting
    );
  take();
  useEvents((event) => {
    if (event.kind === 'noticeLeft') take();
  });
}
