import { dialog, type OpenDialogOptions } from 'electron';
import { windowOrNull } from '../desktop.ts';

/** Asks for a folder in the system's dialog; null if the user cancelled. `button` is the label of the confirm button. */
export async function pickFolder(title: string, button: string): Promise<string | null> {
  const options: OpenDialogOptions = {
    ...{ title, message: title, buttonLabel: button },
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  };
  const window = windowOrNull();
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}
