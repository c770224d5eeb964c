import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import { portable } from './portable.ts';

const linter = new Linter();
const messages = (code: string): string[] =>
  linter
    .verify(code, { rules: { 'no-restricted-syntax': ['error', ...portable] } })
    .map(({ message }) => message);

test.each([
  [`open('/tmp/x')`, `open(join(tmpdir(), 'tmp/x'))`],
  [`child.kill('SIGTERM')`, `child.kill('SIGKILL')`],
  [`process.kill(pid, 'SIGSTOP')`, `testWith('signals')('it', () => process.kill(pid, 'SIGSTOP'))`],
  [`process.kill(-pid)`, `testWith('signals')('it', () => { process.kill(-pid); })`],
  [`spawn('bash', ['-c', 'true'])`, `spawn(process.execPath, ['bash'])`],
  [`execFileSync('mkfifo', [path])`, `describeWith('pipes')('a', () => { execFileSync('mkfifo', [path]); })`],
  [`spawnSync('tsc', [], { shell: isWindows })`, `spawnSync('tsc', [], { stdio: 'inherit' })`],
  [`expect(stat.mode & 0o777)`, `testWith('modes')('it', () => expect(stat.mode & 0o777))`],
  [`symlinkSync(a, b)`, `testWith('pipes')('it', () => { symlinkSync(a, b); })`],
  [`new URL('x', import.meta.url).pathname`, `new URL(link).pathname`],
  [`fork(file, { execArgv: ['--import', join(a, b)] })`, `fork(file, { execArgv: ['--import', hook] })`],
  [`rmSync(folder, { recursive: true, force: true })`, `rmSync(file, { force: true })`],
  [`await rm(folder, { recursive: true })`, `rmSync(folder, { recursive: true, maxRetries: 10 })`],
  [`keyboard.press('Control+z')`, `keyboard.press('ControlOrMeta+z')`],
  [`keyboard.press('Shift+Meta+z')`, `keyboard.press('Shift+Enter')`],
  [`it.skipIf(process.platform === 'win32')('a', b)`, `it.skipIf(target.platform === 'win32')('a', b)`],
])('refuses %s, allows %s', (refused, allowed) => {
  expect(messages(refused)).toHaveLength(1);
  expect(messages(allowed)).toEqual([]);
});
