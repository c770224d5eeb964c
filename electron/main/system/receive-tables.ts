import { app } from 'electron';
import { createTableFiles, tableFilesIn, type TableFiles } from './table-files.ts';

/**
 * Receives the files that the system asks the app to open: on the command line, through a second start, and on macOS by an event. Call it
 * before the app is ready.
 */
export function receiveTables(): TableFiles {
  const files = createTableFiles();
  app.on('open-file', (event, path) => {
    event.preventDefault();
    files.offer(path);
  });
  app.on('second-instance', (_event, argv, workingFolder) => {
    for (const path of tableFilesIn(argv, workingFolder)) files.offer(path);
  });
  for (const path of tableFilesIn(process.argv, process.cwd())) files.offer(path);
  return files;
}
