import { app, type Session } from 'electron';
import { saveDialogOptions } from './save-dialog.ts';

/** Saves what our own page produced, such as a picture, where the user chooses. Refuses anything from elsewhere. */
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
      if (state === 'interrupted') onFailure(item.getFilename()); // if cancelled, somebody cancelled it on purpose
    });
  });
}
