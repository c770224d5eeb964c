import { AppError } from '#api';
import { useEvents } from '../data/useEvents.ts';
import { toast } from '../data/toasts.ts';

/** Reports when a picture or report that the desktop was to save did not reach the disk. */
export function useSaveFailures(): void {
  useEvents((event) => {
    if (event.kind !== 'fileNotSaved') return;
    const message = `${event.fileName} was not saved: writing it failed; check the disk and save it again`;
    toast.error(new AppError('folderNotWritable', message));
  });
}
