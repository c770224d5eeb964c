import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import plugin from './rules.ts';

RuleTester.describe = describe;
RuleTester.it = it;

/** Code that a rule rejects, next to code that it allows. */
type Cases = readonly (readonly [refused: string, allowed: string])[];

const portable: Cases = [
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
];

const sameBits: Cases = [
  ['Math.exp(1)', 'Math.sqrt(2)'],
  ['const { sin } = Math;', 'const { sin } = elementary;'],
  ['a ** 2', 'a * a'],
  ['a **= 2', 'a *= a'],
];
const throughSay: Cases = [[`process.stdout.write('a')`, `say('a')`]];

for (const [name, cases] of Object.entries({ portable, 'same-bits': sameBits, 'through-say': throughSay }))
  new RuleTester().run(name, plugin.rules[name as keyof typeof plugin.rules], {
    invalid: cases.map(([code]) => ({ code, errors: 1 })),
    valid: cases.map(([, code]) => code),
  });
