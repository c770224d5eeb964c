import { expect, test } from 'vitest';
import { sandboxWarning } from './sandbox.ts';

test.each<[string, string[], Record<string, string>, string | null]>([
  ['nothing with the sandbox', ['lambdascope', '/data/no-sandbox.csv'], {}, null],
  ['nothing for an AppImage with it', ['lambdascope'], { APPIMAGE: '/a.AppImage' }, null],
  ['that it is off', ['lambdascope', '--no-sandbox'], {}, "Chromium's sandbox is off (--no-sandbox)"],
  [
    'why an AppImage starts without',
    ['lambdascope', '--no-sandbox', 'a.csv'],
    { APPIMAGE: '/a.AppImage' },
    "Chromium's sandbox is off (--no-sandbox). An AppImage starts so where the system refuses the sandbox to programs " +
      'that are not installed; the deb has it',
  ],
])('says %s', (_, args, env, words) => {
  expect(sandboxWarning(args, env)).toBe(words);
});
