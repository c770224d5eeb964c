import type { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noLog } from '../../../src/app/log/index.ts';
import type { AppEventListener, RunStatus, RunSummary } from '#api';
import type { Lambdascope } from '#app';
import type { Desktop } from '../desktop.ts';
import { announceTraining } from './announce.ts';

interface Shown extends EventEmitter {
  readonly options: { readonly title: string; readonly body: string };
}
const { shown } = vi.hoisted(() => ({ shown: [] as Shown[] }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class FakeNotification extends Emitter {
    static isSupported = (): boolean => true;
    readonly options: Shown['options'];
    constructor(options: Shown['options']) {
      super();
      this.options = options;
    }
    show(): void {
      shown.push(this);
    }
  }
  return { Notification: FakeNotification };
});

let emit: AppEventListener;
let isFocused: boolean;
let notifyWhenDone: boolean;
let routes: (string | undefined)[];
let progress: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  shown.length = 0;
  [isFocused, notifyWhenDone, routes, progress] = [false, true, [], []];
  const window = {
    isFocused: () => isFocused,
    setProgressBar: (...given: unknown[]) => progress.push(given),
  };
  announceTraining(
    {
      settings: {
        get current() {
          return { notifyWhenDone };
        },
      },
      window: () => window,
      show: (route?: string) => routes.push(route),
      log: noLog,
    } as unknown as Desktop,
    {
      onEvent(listener: AppEventListener) {
        emit = listener;
      },
      handlers: { listSweeps: () => Promise.resolve({ sweeps: [] }) },
    } as unknown as Lambdascope,
  );
});
afterEach(() => vi.useRealTimers());

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

function send(status: RunStatus, ...ids: string[]): void {
  const runs = ids.map((id) => ({
    id,
    name: `run ${id}`,
    status,
    sweepId: null,
    epochsDone: 9,
    final: null,
  }));
  emit({ kind: 'runsChanged', runs: runs as unknown as RunSummary[] });
}

async function trainFor(ms: number, ...ids: string[]): Promise<void> {
  send('running', ...ids);
  await pass(ms);
  send('completed', ...ids);
  await pass(2000);
}

it('announces the end of a run that took a minute; a click shows the run', async () => {
  await trainFor(59_000, 'short');
  expect(shown).toEqual([]);
  await trainFor(60_000, 'long');
  expect(shown.map(({ options }) => options)).toEqual([
    { title: 'run long', body: 'Completed after 9 epochs.' },
  ]);
  shown[0]!.emit('click');
  expect(routes).toEqual(['/runs/long']);
});

it('announces together those that end together', async () => {
  await trainFor(60_000, 'a', 'b');
  expect(shown.map(({ options }) => options.title)).toEqual(['2 runs have ended']);
});

it('keeps quiet while the window has the focus, and when told to', async () => {
  isFocused = true;
  await trainFor(60_000, 'a');
  [isFocused, notifyWhenDone] = [false, false];
  await trainFor(60_000, 'b');
  expect(shown).toEqual([]);
});

it('shows training progress on the taskbar', () => {
  const idle = {
    runningRuns: 0,
    pausedRuns: 0,
    stopping: [],
    trainers: null,
    folder: null,
    held: null,
    deleting: null,
    live: [],
  };
  emit({ kind: 'activityChanged', activity: { ...idle, liveRuns: 2, progress: 0.5 } });
  emit({ kind: 'activityChanged', activity: { ...idle, liveRuns: 0, progress: 0 } });
  expect(progress).toEqual([
    [0.5, { mode: 'normal' }],
    [-1, { mode: 'none' }],
  ]);
});
