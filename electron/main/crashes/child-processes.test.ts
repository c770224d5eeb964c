import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { watchChildProcesses } from './child-processes.ts';

// Hoisted above the imports, so the emitter becomes one only below.
const { app, dialogs } = vi.hoisted(() => ({
  app: {} as EventEmitter,
  dialogs: { response: 1, asked: [] as string[], errors: [] as string[] },
}));
vi.mock('electron', () => ({
  app,
  dialog: {
    async showMessageBox({ message }: { message: string }) {
      dialogs.asked.push(message);
      return { response: dialogs.response };
    },
    showErrorBox: (_title: string, content: string) => dialogs.errors.push(content),
  },
}));
Object.setPrototypeOf(app, EventEmitter.prototype);
EventEmitter.call(app);

let happened: unknown[];
let logged: string[];
let fails: boolean;

function watch(hardwareAcceleration = true): void {
  watchChildProcesses({
    log: { write: (_level: string, line: string) => logged.push(line) },
    settings: {
      atStart: { hardwareAcceleration },
      change(patch: unknown) {
        if (fails) throw new Error('the disk is full');
        happened.push(patch);
      },
    },
    window: () => null,
    restart: () => happened.push('restart'),
  } as never);
}

beforeEach(() => {
  app.removeAllListeners();
  [happened, logged, fails] = [[], [], false];
  Object.assign(dialogs, { response: 1, asked: [], errors: [] });
});

const gone = (details: object): Promise<void> => {
  app.emit('child-process-gone', {}, { reason: 'crashed', exitCode: 139, ...details });
  return new Promise((resolve) => setImmediate(resolve));
};

it('offers a restart without acceleration when the graphics process keeps crashing, and saves that choice', async () => {
  watch();
  await gone({ type: 'GPU' });
  expect(dialogs.asked).toEqual([]);
  await gone({ type: 'GPU' });
  expect(dialogs.asked).toEqual(['Drawing with the graphics card keeps failing']);
  expect(happened).toEqual([{ hardwareAcceleration: false }, 'restart']);
  expect(logged[0]).toBe('a process ended unexpectedly: GPU, crashed (exit code 139)');
});

it('changes nothing when the user declines, and does not ask again', async () => {
  dialogs.response = 0;
  watch();
  for (let crash = 0; crash < 5; crash += 1) await gone({ type: 'GPU' });
  expect(dialogs.asked).toHaveLength(1);
  expect(happened).toEqual([]);
});

it('offers nothing when acceleration is already off, or for other processes', async () => {
  watch(false);
  for (let crash = 0; crash < 3; crash += 1) await gone({ type: 'GPU' });
  for (let crash = 0; crash < 3; crash += 1) await gone({ type: 'Utility', name: 'Network Service' });
  expect(dialogs.asked).toEqual([]);
  expect(logged.at(-1)).toBe('a process ended unexpectedly: Network Service, crashed (exit code 139)');
});

it('does not log trainers, whose runs report it, or processes that ended normally', async () => {
  watch();
  await gone({ type: 'Utility', name: 'Lambdascope trainer 7' });
  await gone({ type: 'Utility', name: 'Audio Service', reason: 'clean-exit', exitCode: 0 });
  expect(logged).toEqual([]);
});

it('reports a setting that cannot be saved, and keeps running', async () => {
  fails = true;
  watch();
  await gone({ type: 'GPU' });
  await gone({ type: 'GPU' });
  expect(dialogs.errors).toEqual(['the disk is full']);
  expect(happened).toEqual([]);
});
