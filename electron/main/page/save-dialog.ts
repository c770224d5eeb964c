import { extname, join } from 'node:path';
import type { FileFilter, SaveDialogOptions } from 'electron';

const kinds: Readonly<Record<string, string>> = {
  '.csv': 'CSV',
  '.html': 'Web page',
  '.json': 'JSON',
  '.md': 'Markdown',
  '.npz': 'NumPy arrays',
  '.parquet': 'Parquet table',
  '.pdf': 'PDF',
  '.png': 'PNG picture',
  '.py': 'Python script',
  '.svg': 'SVG picture',
  '.txt': 'Text',
};

/**
 * Options for the system's save dialog: in `folder`, under the name that the page gave, stripped of anything that leads elsewhere. It asks
 * before replacing a file, which a Linux dialog does only when told to.
 */
export function saveDialogOptions(folder: string, fileName: string): SaveDialogOptions {
  const name = fileName.replace(/[/\\:]/g, '_').replace(/^\.+/, '') || 'lambdascope';
  const extension = extname(name).toLowerCase();
  const kind = kinds[extension];
  const filters: FileFilter[] = kind === undefined ? [] : [{ name: kind, extensions: [extension.slice(1)] }];
  return {
    defaultPath: join(folder, name),
    filters: [...filters, { name: 'All files', extensions: ['*'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  };
}
