import { join } from 'node:path';
import { expect, it } from 'vitest';
import { saveDialogOptions } from './save-dialog.ts';

it("asks before replacing a file, and offers the file's own type", () => {
  expect(saveDialogOptions('/home/ada/Downloads', 'runs.csv')).toEqual({
    defaultPath: join('/home/ada/Downloads', 'runs.csv'),
    filters: [
      { name: 'CSV', extensions: ['csv'] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
});

it.each([
  ['../../.ssh/authorized_keys', '_.._.ssh_authorized_keys'],
  ['C:\\Windows\\x.PNG', 'C__Windows_x.PNG'],
  ['...', 'lambdascope'],
  ['', 'lambdascope'],
])('keeps %j inside the folder, as %s', (given, name) => {
  expect(saveDialogOptions('/d', given).defaultPath).toBe(join('/d', name));
});

it('offers only "all files" for an extension it has no name for', () => {
  expect(saveDialogOptions('/d', 'x.weights').filters).toEqual([{ name: 'All files', extensions: ['*'] }]);
});
