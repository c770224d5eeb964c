import { app, type Session } from 'electron';
import { saveDialogOptions } from './save-dialog.ts';

/** Saves what our own page made, such as a picture, where the user says, and nothing that comes from elsewhere. */
export function handleDownloads(
  session: Session,
  isOurs: (url: string) => boolean,
  onFailure: (fileName: string) => void,
): void {
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    if (!url.startsWith('blob:') || !isOurs(url.slice('blob:'.length))) return event.preventDefault();
    item.setSaveDialogOptions(saveDialogOptions(app.getPath('downloads'), item.getFilename()));
    item.once('done', (_event, state) => {
      if (state === 'interrupted') onFailure(item.getFilename()); // a cancelled one was cancelled by somebody
    });
  });
}
