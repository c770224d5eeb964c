import type { BrowserWindow, MessageBoxOptions } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { confirmQuit, quitQuestion } from './quit-question.ts';

const electron = vi.hoisted(() => ({
  windows: [] as unknown[],
  response: 0,
  boxes: [] as unknown[][],
  focused: [] as unknown[],
}));
vi.mock('electron', () => ({
  app: { focus: (options: unknown) => void electron.focused.push(options) },
  BrowserWindow: { getAllWindows: () => electron.windows },
  dialog: {
    showMessageBox: async (...given: unknown[]) => {
      electron.boxes.push(given);
      return { response: electron.response };
    },
  },
}));

const counts = (running: number, paused: number, queued: number) => ({
  liveRuns: running + paused + queued,
  runningRuns: running,
  pausedRuns: paused,
});
const { signal } = new AbortController();
const shown: string[] = [];
const window = {
  isMinimized: () => true,
  restore: () => shown.push('restored'),
  show: () => undefined,
  focus: () => shown.push('focused'),
} as unknown as BrowserWindow;

beforeEach(() => {
  electron.boxes = [];
  shown.length = 0;
});

it.each([
  [
    counts(1, 0, 0),
    '1 run is training',
    'Quitting interrupts it. Its epochs are stored, and training can be resumed from there.',
    ['Keep training', 'Quit and interrupt'],
  ],
  [
    counts(3, 2, 40),
    '3 runs are training, 2 paused',
    'Quitting interrupts them. Their epochs are stored, and training can be resumed from there. ' +
      '40 in the queue start when Lambdascope is opened again.',
    ['Keep training', 'Quit and interrupt'],
  ],
  [
    counts(0, 1, 0),
    '1 run is paused',
    'Quitting interrupts it. Its epochs are stored, and training can be resumed from there.',
    ['Stay', 'Quit and interrupt'],
  ],
  [
    counts(0, 0, 1),
    '1 run is waiting in the queue',
    '1 in the queue starts when Lambdascope is opened again.',
    ['Stay', 'Quit'],
  ],
])('says what quitting with %o would mean', (given, message, detail, [stay, quit]) => {
  expect(quitQuestion(given)).toEqual({ message, detail, stay, quit });
});

it('asks nothing when nothing is training or waiting', async () => {
  expect(quitQuestion(counts(0, 0, 0))).toBeNull();
  expect(await confirmQuit(counts(0, 0, 0), signal)).toBe(true);
  expect(electron.boxes).toEqual([]);
});

it.each([
  [0, false],
  [1, true],
])('asks in front of the window, and button %i means %s; Enter and Escape stay', async (response, leaves) => {
  electron.windows = [window];
  electron.response = response;
  expect(await confirmQuit(counts(1, 0, 0), signal)).toBe(leaves);
  const [[parent, options]] = electron.boxes as [[BrowserWindow, MessageBoxOptions]];
  expect(parent).toBe(window);
  expect(options).toMatchObject({
    buttons: ['Keep training', 'Quit and interrupt'],
    defaultId: 0,
    cancelId: 0,
  });
  expect(options.signal).toBe(signal);
  expect(shown).toEqual(['restored', 'focused']);
});

it('asks without a window where the app outlives its windows', async () => {
  electron.windows = [];
  electron.response = 1;
  expect(await confirmQuit(counts(2, 0, 0), signal)).toBe(true);
  expect(electron.boxes).toMatchObject([[{ message: '2 runs are training' }]]);
  expect(electron.focused).toEqual([{ steal: true }]); // otherwise it would open behind the app in front
});
