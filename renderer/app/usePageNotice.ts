import { useDesktop } from '../data/useDesktop.ts';
import { useToasts } from '../data/useToasts.ts';

/** Says what the desktop has to say of this page, as that it died and was loaded again. */
export function usePageNotice(): void {
  const { toast } = useToasts();
  useDesktop()
    ?.takePageNotice({})
    .then(
      (notice) => {
        if (notice !== null) toast.error(notice);
      },
      () => undefined, // the app is ending
    );
}
