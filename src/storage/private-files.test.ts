import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cliEntry } from '../built-entries.fixture.ts';
import { describeWith } from '../system-needs.fixture.ts';
import { databaseFileName } from './connection.ts';
import { temporaryFolder, temporaryStore } from './store-fixture.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describeWith('modes')('a data folder', () => {
  it('is accessible only to its owner, whatever the umask', () => {
    const before = process.umask(0);
    try {
      const dataDir = join(temporaryFolder(), 'data');
      temporaryStore({ dataDir });
      expect(modeOf(dataDir)).toBe(0o700);
      const files = readdirSync(dataDir).filter((name) => name.startsWith(databaseFileName));
      expect(files.sort()).toEqual(['', '-shm', '-wal'].map((end) => databaseFileName + end));
      for (const name of files) expect([name, modeOf(join(dataDir, name))]).toEqual([name, 0o600]);
    } finally {
      process.umask(before);
    }
  });

  it('of an older version is closed to others when it is opened', async () => {
    const dataDir = temporaryFolder();
    await temporaryStore({ dataDir }).close();
    chmodSync(dataDir, 0o755);
    chmodSync(join(dataDir, databaseFileName), 0o644);
    temporaryStore({ dataDir });
    expect([modeOf(dataDir), modeOf(join(dataDir, databaseFileName))]).toEqual([0o700, 0o600]);
  });

  it('that holds other files keeps its mode; its database is closed all the same', () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'thesis.tex'), '');
    chmodSync(dataDir, 0o755);
    temporaryStore({ dataDir });
    expect([modeOf(dataDir), modeOf(join(dataDir, databaseFileName))]).toEqual([0o755, 0o600]);
  });
});

describeWith('pipes')('in place of the database', () => {
  const opening = (dataDir: string) => () => temporaryStore({ dataDir });
  const refusal = (what: string) => ({
    code: 'notADatabase',
    message: expect.stringMatching(
      new RegExp(`lambdascope\\.sqlite3 is ${what}, not a file; move it away or choose another`),
    ),
  });

  it('a pipe is refused immediately', () => {
    const dataDir = temporaryFolder();
    execFileSync('mkfifo', [join(dataDir, databaseFileName)]);
    expect(opening(dataDir)).toThrow(expect.objectContaining(refusal('a pipe')));
  });

  it('so is a folder, a device or a socket', async () => {
    const [folder, device, socket] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    mkdirSync(join(folder, databaseFileName));
    expect(opening(folder)).toThrow(expect.objectContaining(refusal('a folder')));
    symlinkSync('/dev/zero', join(device, databaseFileName));
    expect(opening(device)).toThrow(expect.objectContaining(refusal('a device')));
    const server = createServer().listen(join(socket, databaseFileName));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    expect(opening(socket)).toThrow(expect.objectContaining(refusal('a socket')));
  });

  it('doctor refuses a pipe as well', () => {
    const dataDir = temporaryFolder();
    execFileSync('mkfifo', [join(dataDir, databaseFileName)]);
    const report = spawnSync(process.execPath, [cliEntry, 'doctor', '--data-dir', dataDir], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(report.stdout).toMatch(/^fail {2}database: .* is a pipe, not a file/m);
    expect(report.status).toBe(1);
  });
});
