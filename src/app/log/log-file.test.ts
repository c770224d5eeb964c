import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { databaseFileName } from '#storage';
import { testWith } from '../../system-needs.fixture.ts';
import { removeFolder, temporaryFolder } from '../../temporary-folder.fixture.ts';
import { openLog } from './log-file.ts';

/** A folder that looks like one of ours. */
function dataFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, databaseFileName), '');
  return folder;
}

const read = (folder: string, name = 'lambdascope.log'): string =>
  readFileSync(join(folder, 'logs', name), 'utf8');

it('writes one line per entry, in order, with time, level, host and process, readable only by its owner', async () => {
  const dataDir = dataFolder();
  const log = openLog({ dataDir, host: 'serve' });
  log.write('info', 'opened');
  log.write('error', 'Error: it broke\n    at here.ts:1\n    at there.ts:2');
  await log.flush();
  log.write('warning', 'name \u001b[31mred\u0007, http://127.0.0.1:1/?token=abc-DEF_1');
  await log.flush();

  const lines = read(dataDir).trimEnd().split('\n');
  expect(lines.map((line) => line.replace(/^\S+Z /, ''))).toEqual([
    `info serve[${process.pid}] opened`,
    `error serve[${process.pid}] Error: it broke | at here.ts:1 | at there.ts:2`,
    `warning serve[${process.pid}] name \\u001b[31mred\\u0007, http://127.0.0.1:1/?token=…`,
  ]);
  for (const line of lines) expect(new Date(line.split(' ')[0]!).getTime()).toBeGreaterThan(0);
});

testWith('modes')('the log is accessible only to its owner', async () => {
  const dataDir = dataFolder();
  const log = openLog({ dataDir, host: 'serve' });
  log.write('info', 'opened');
  await log.flush();
  expect(statSync(log.file).mode & 0o777).toBe(0o600);
  expect(statSync(join(dataDir, 'logs')).mode & 0o777).toBe(0o700);
});

it('writes last words immediately, after everything pending', () => {
  const dataDir = dataFolder();
  const log = openLog({ dataDir, host: 'desktop' });
  log.write('info', 'first');
  log.lastWords('the end');
  expect(read(dataDir)).toMatch(/first\n.* error desktop\[\d+\] the end\n$/);
});

it('keeps five files of a mebibyte each', async () => {
  const dataDir = dataFolder();
  const log = openLog({ dataDir, host: 'cli' });
  const long = 'x'.repeat(7000);
  for (let batch = 0; batch < 10; batch += 1) {
    for (let at = 0; at < 100; at += 1) log.write('info', `${batch} ${long}`);
    await log.flush();
  }
  const names = readdirSync(join(dataDir, 'logs')).sort();
  expect(names).toEqual(['', '.1', '.2', '.3', '.4'].map((age) => `lambdascope.log${age}`));
  const sizes = names.map((name) => statSync(join(dataDir, 'logs', name)).size);
  expect(Math.max(...sizes)).toBeLessThan(2 * 1024 * 1024);
  expect(read(dataDir, names.at(-1))).toContain('] 0 xxx');
  expect(read(dataDir)).toContain('] 9 xxx');
});

it('loses no line when several processes write and rotate the same file', async () => {
  const dataDir = dataFolder();
  const script = `
    import { openLog } from ${JSON.stringify(join(import.meta.dirname, 'log-file.ts'))};
    const log = openLog({ dataDir: process.argv[1], host: 'cli' });
    for (let at = 0; at < 40; at += 1) {
      for (let line = 0; line < 10; line += 1) log.write('info', \`\${process.argv[2]}-\${at * 10 + line} \${'y'.repeat(3000)}\`);
      await log.flush();
    }`;
  const run = promisify(execFile);
  const writers = ['a', 'b', 'c'];
  await Promise.all(
    writers.map((name) =>
      run(process.execPath, ['--input-type=module-typescript', '-e', script, dataDir, name]),
    ),
  );
  const files = readdirSync(join(dataDir, 'logs'));
  const written = files.flatMap((name) => [...read(dataDir, name).matchAll(/\] ([abc]-\d+) y{3000}\n/g)]);
  const expected = writers.flatMap((name) => Array.from({ length: 400 }, (_, at) => `${name}-${at}`));
  expect(written.map((match) => match[1]!).sort()).toEqual(expected.sort());
});

it('leaves a folder without a database alone, and never throws', async () => {
  const dataDir = dataFolder();
  rmSync(join(dataDir, databaseFileName));
  const log = openLog({ dataDir, host: 'serve' });
  log.write('info', 'lost');
  log.lastWords('lost, too');
  await log.flush();
  expect(readdirSync(dataDir)).toEqual([]);

  removeFolder(dataDir);
  log.write('info', 'lost');
  await log.flush();
  log.lastWords('lost, too');
});

it('says how many entries were lost while the folder was not writable', async () => {
  const dataDir = dataFolder();
  writeFileSync(join(dataDir, 'logs'), 'in the way');
  const log = openLog({ dataDir, host: 'serve' });
  log.write('info', 'lost');
  await log.flush();
  rmSync(join(dataDir, 'logs'));
  log.write('info', 'kept');
  await log.flush();
  expect(read(dataDir)).toMatch(/ kept\n.* warning .*\] entries lost before this one: 1\n$/);
});
