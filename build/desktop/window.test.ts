import { EventEmitter } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchReportVariable, launchReports } from '../../electron/launch-report.ts';
import { testWith } from '../../src/system-needs.fixture.ts';
import { runDesktop } from './window.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lambdascope-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

/** A program in place of Electron that runs the script. */
function binary(script: string): string {
  const file = join(folder, 'electron');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const onPosix = testWith('shell');
/** What interrupts the tests themselves is not about these desktops. */
const nobody = new EventEmitter();

onPosix.each(launchReports)('a desktop that reports %s was there, whatever its exit code', async (word) => {
  const end = await runDesktop(binary(`printf ${word} > "$${launchReportVariable}"; exit 7`), [], nobody);
  expect(end).toEqual({ exitCode: 7 });
});

onPosix.each([
  ['killed by a trap, as without a sandbox', 'kill -TRAP $$', 'SIGTRAP'],
  ['ending well without a window', 'exit 0', 'exit code 0'],
  ['ending with a code', 'exit 127', 'exit code 127'],
  ['reporting what nobody knows', `echo nonsense > "$${launchReportVariable}"; exit 1`, 'exit code 1'],
])('one that ends %s never was', async (_, script, how) => {
  const reason = `Electron ended before its window opened (${how})`;
  expect(await runDesktop(binary(script), [], nobody)).toEqual({ reason });
});

onPosix('a missing library is named', async () => {
  const said =
    'electron: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file';
  expect(await runDesktop(binary(`echo '${said}' >&2; exit 127`), [], nobody)).toEqual({
    reason: 'Electron needs the library libnss3.so; install the package that contains it',
  });
});

test('a program that cannot be run', async () => {
  const end = await runDesktop(join(folder, 'nothing'), []);
  expect(end).toEqual({ reason: expect.stringContaining('ENOENT') });
});

onPosix('what is interrupted before its window is not served instead', async () => {
  const interruptions = new EventEmitter();
  const started = join(folder, 'started');
  const script = `trap "exit 3" TERM; touch '${started}'; while :; do sleep 0.05; done`;
  const asked = runDesktop(binary(script), [], interruptions);
  await expect.poll(() => existsSync(started)).toBe(true);
  interruptions.emit('SIGTERM', 'SIGTERM');
  expect(await asked).toEqual({ exitCode: 130 });
  expect(interruptions.eventNames()).toEqual([]);
});

onPosix('arguments reach it as they are', async () => {
  const end = runDesktop(binary(`[ "$1" = "a b" ] && [ "$2" = '"' ] && exit 5`), ['a b', '"']);
  expect(await end).toEqual({ reason: 'Electron ended before its window opened (exit code 5)' });
});
