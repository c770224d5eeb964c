import { AppError } from '#api';
import { toast, useDesktop, useEvents } from '#data';
import { formatSentence } from '#words';

/**
 * Shows what the host has to say about this page: that a picture or report did not reach the disk, and the desktop's notices, e.g. that the
 * page crashed and was reloaded, or that a link cannot be opened.
 */
export function useHostNotices(): void {
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
    if (event.kind !== 'fileNotSaved') return;
    const message = `${event.fileName} was not saved: writing it failed; check the disk and save it again`;
    toast.error(new AppError('folderNotWritable', message));
  });
}
