import { beforeEach, expect, it } from 'vitest';
import { createPageRecovery, type PageChoice, type PageRecovery } from './page-recovery.ts';

let happened: string[];
let notices: string[];
let time: number;
let questions: { readonly message: string; readonly signal: AbortSignal; answer(choice: PageChoice): void }[];
let recovery: PageRecovery;

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
async function answer(choice: PageChoice): Promise<void> {
  questions.at(-1)!.answer(choice);
  await settled();
}

beforeEach(() => {
  [happened, notices, questions, time] = [[], [], [], 0];
  recovery = createPageRecovery({
    reload: () => happened.push('reload'),
    endProcess: () => happened.push('end process'),
    ask: ({ message }, signal) =>
      new Promise((resolve) => questions.push({ message, signal, answer: resolve })),
    quit: () => happened.push('quit'),
    log: (line) => happened.push(line),
    leaveNotice: (text) => notices.push(text),
    now: () => time,
  });
});

const gone = "the window's process ended unexpectedly: crashed (exit code 5)";

it('reloads a page that died, and asks when it dies again within a minute', async () => {
  recovery.gone('crashed', 5);
  time = 59_000;
  recovery.gone('crashed', 5);
  expect(happened).toEqual([gone, 'reload', gone]);
  expect(notices).toEqual([expect.stringMatching(/^The window stopped working and was reloaded/)]);
  expect(questions.map(({ message }) => message)).toEqual([
    'The window stopped working twice within a minute',
  ]);
  await answer('reload');
  expect(happened.at(-1)).toBe('reload');
  recovery.gone('crashed', 5);
  recovery.gone('crashed', 5);
  await answer('quit');
  expect(happened.at(-1)).toBe('quit');
});

it('does not ask when the two are more than a minute apart', () => {
  recovery.gone('oom', 1);
  time = 60_000;
  recovery.gone('oom', 1);
  expect(happened.filter((what) => what === 'reload')).toHaveLength(2);
  expect(questions).toEqual([]);
});

it('ignores a page that ends because its window closes', () => {
  recovery.gone('clean-exit', 0);
  expect(happened).toEqual([]);
});

it('asks about a page that hangs, until it responds again', async () => {
  recovery.unresponsive();
  expect(questions[0]).toMatchObject({ message: 'The window does not respond' });
  recovery.responsive();
  expect(questions[0]!.signal.aborted).toBe(true);
  await answer('quit'); // the answer from a withdrawn box is ignored
  expect(happened).toEqual(['the window does not respond', 'the window responds again']);
});

it('ends the process of a page that hangs before reloading it, and does not count that as a crash', async () => {
  recovery.unresponsive();
  await answer('reload');
  expect(happened.at(-1)).toBe('end process');
  recovery.gone('killed', 9);
  expect(happened.at(-1)).toBe('reload');
  expect(notices).toEqual([]);
  recovery.gone('crashed', 5);
  expect(happened.at(-1)).toBe('reload');
  expect(questions).toHaveLength(1);
});

it('leaves a page that hangs when told to wait', async () => {
  recovery.unresponsive();
  await answer('wait');
  expect(happened).toEqual(['the window does not respond']);
});

it('reports why a page could not be loaded, and tries again when told to', async () => {
  recovery.failed('ERR_CONNECTION_REFUSED (-102)');
  expect(happened).toEqual(['the window could not be loaded: ERR_CONNECTION_REFUSED (-102)']);
  await answer('reload');
  expect(happened.at(-1)).toBe('reload');
});

it('reloads the page when the user cannot be asked', async () => {
  const reloads: string[] = [];
  recovery = createPageRecovery({
    reload: () => reloads.push('reload'),
    endProcess: () => undefined,
    ask: () => Promise.reject(new Error('no box')),
    quit: () => undefined,
    log: () => undefined,
    leaveNotice: () => undefined,
    now: () => 0,
  });
  recovery.failed('ERR_FAILED (-2)');
  await settled();
  expect(reloads).toEqual(['reload']);
});
