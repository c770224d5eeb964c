import { expect, test, vi } from 'vitest';
import type { Activity, AppEventListener, Waiting } from '#api';
import type { Lambdascope } from '#app';
import { sayWaiting } from './say-waiting.ts';

const since = '2026-01-02T03:04:05.000Z';
const full = { reason: 'the disk is full', advice: 'free some space', since };
const noTrainer = { reason: 'no training process can be started: EMFILE', advice: 'close windows', since };

test('what training waits for is reported once, when it changes, and when it is over', () => {
  let tell: AppEventListener = () => undefined;
  const app = { onEvent: (listener: AppEventListener) => (tell = listener) } as unknown as Lambdascope;
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  let cleared = 0;
  sayWaiting(app, { update: () => undefined, clear: () => (cleared += 1) });
  const hear = (waiting: Waiting | null, trainers: Waiting | null): void =>
    tell({ kind: 'activityChanged', activity: { trainers, live: [{ waiting }] } as unknown as Activity });
  hear(null, null);
  hear(full, null);
  hear(full, null);
  hear(null, noTrainer);
  hear(null, null);
  write.mockRestore();
  expect(said).toEqual([
    'waiting: the disk is full; free some space, training continues automatically\n',
    'waiting: no training process can be started: EMFILE; close windows, training continues automatically\n',
    'training continues\n',
  ]);
  expect(cleared).toBe(3);
});
