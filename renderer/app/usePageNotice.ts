import { useEvents } from '../data/useEvents.ts';
import { useDesktop } from '../data/useDesktop.ts';
import { useToasts } from '../data/useToasts.ts';
import { formatSentence } from '../words/format.ts';

/** Says what the desktop has to say of this page, as that it died and was loaded again, or that a link cannot be opened. */
export function usePageNotice(): void {
  const { toast } = useToasts();
  const desktop = useDesktop();
  const take = (): void =>
    void desktop?.takePageNotice({}).then(
      (notice) => {
        if (notice !== null) toast.error(formatSentence(notice));
      },
      () => undefined, // the app is ending
    );
  take();
  useEvents((event) => {
    if (event.kind === 'noticeLeft') take();
  });
}
