import { dialog } from 'electron';
import { tableExtensions } from '#api';
import type { Desktop } from '../desktop.ts';

/**
 * Asks for a sample file, and opens it as if the system had asked the app to. Resolves when a file is chosen or the dialog is cancelled.
 */
export async function askForTables({
  window,
  show,
  tables,
}: Pick<Desktop, 'show' | 'tables' | 'window'>): Promise<void> {
  show();
  const parent = window();
  const options = {
    title: 'Import Data',
    properties: ['openFile' as const],
    filters: [
      { name: 'Tables', extensions: tableExtensions.map((extension) => extension.slice(1)) },
      { name: 'All files', extensions: ['*'] },
    ],
  };
  const { filePaths } = await (parent
    ? dialog.showOpenDialog(parent, options)
    : dialog.showOpenDialog(options));
  for (const path of filePaths) tables.offer(path);
}
