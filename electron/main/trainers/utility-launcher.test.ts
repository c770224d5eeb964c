import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { beforeEach, expect, it, vi } from 'vitest';
import type { TrainerExit } from '#workers';
import { createUtilityLauncher } from './utility-launcher.ts';

class FakeChild extends EventEmitter {
  pid: number | undefined;
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly posted: unknown[] = [];
  kills = 0;
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  kill(): boolean {
    if (this.pid !== undefined) this.kills++;
    return this.pid !== undefined;
  }
}

// Hoisted above the imports, so the emitter becomes one only below.
const { app, forks } = vi.hoisted(() => ({
  app: {} as EventEmitter,
  forks: [] as { child: FakeChild; options: Record<string, unknown> }[],
}));
vi.mock('electron', () => ({
  app,
  utilityProcess: {
    fork(_entry: string, _args: string[], options: Record<string, unknown>) {
      const child = new FakeChild();
      forks.push({ child, options });
      return child;
    },
  },
}));
Object.setPrototypeOf(app, EventEmitter.prototype);
EventEmitter.call(app);

let trainer: ReturnType<ReturnType<typeof createUtilityLauncher>['launch']>;
let child: FakeChild;
let name: unknown;
let exit: Promise<TrainerExit>;

beforeEach(() => {
  trainer = createUtilityLauncher('/app/trainer.js').launch();
  ({ child } = forks.at(-1)!);
  name = forks.at(-1).options['serviceName'];
  exit = new Promise((resolve) => trainer.onExit(resolve));
});

it('reports why a process ended, whichever of the two events comes first', async () => {
  child.emit('exit', 0);
  app.emit('child-process-gone', {}, { name: 'another', reason: 'oom', exitCode: 1 });
  app.emit('child-process-gone', {}, { name, reason: 'crashed', exitCode: 133 });
  expect(await exit).toEqual({ code: 0, reason: 'crashed (exit code 133)' });

  const second = createUtilityLauncher('/app/trainer.js').launch();
  const secondExit = new Promise<TrainerExit>((resolve) => second.onExit(resolve));
  const { child: secondChild, options } = forks.at(-1);
  app.emit('child-process-gone', {}, { name: options['serviceName'], reason: 'killed', exitCode: 9 });
  secondChild.emit('exit', 0);
  expect(await secondExit).toEqual({ code: 0, reason: 'killed (exit code 9)' });
  expect(app.listenerCount('child-process-gone')).toBe(0);
});

it('adds the last lines of stderr, and recognizes a fatal V8 error', async () => {
  const read = new Promise((resolve) => child.stderr.once('data', resolve));
  child.stderr.write('bad config\n');
  await read;
  child.emit('error', 'FatalError', 'Heap', '{}');
  child.emit('exit', 5);
  expect(await exit).toEqual({ code: 5, reason: 'FatalError in Heap; its last output: bad config' });
});

it('reads what was still in the pipe at the exit, which removes every listener', async () => {
  child.emit('exit', 1);
  child.stderr.removeAllListeners();
  await new Promise(setImmediate); // the pipe is read in a later turn of the event loop
  child.stderr.end('TypeError: bad config\n    at somewhere\n');
  expect(await exit).toEqual({
    code: 1,
    reason: 'exited with code 1; its last output: TypeError: bad config',
  });
});

it('settles with the exit code when Electron gives no reason', async () => {
  child.emit('exit', 3);
  expect(await exit).toEqual({ code: 3, reason: 'exited with code 3' });
});

it('kills a process that is still starting once it has started', async () => {
  trainer.kill();
  expect(child.kills).toBe(0);
  child.pid = 7;
  child.emit('spawn');
  expect(child.kills).toBe(1);
  child.emit('exit', 0);
  await exit;
});

it('passes messages both ways, and posts nothing to a process that has ended', async () => {
  const received: unknown[] = [];
  trainer.onMessage((message) => received.push(message));
  child.emit('message', { kind: 'ready' });
  const request = { kind: 'stop' } as unknown as Parameters<typeof trainer.send>[0];
  trainer.send(request);
  child.emit('exit', 0);
  trainer.send(request);
  expect(received).toEqual([{ kind: 'ready' }]);
  expect(child.posted).toEqual([request]);
  await exit;
});
