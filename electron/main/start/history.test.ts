import { beforeEach, expect, it, vi } from 'vitest';
import { AppError, type AppEvent, type AppEventListener, type OpeningStep, type StartState } from '#api';
import type { Lambdascope } from '#app';
import { createHistory, type History } from './history.ts';

let happened: string[];
let states: StartState[];
let tries: {
  readonly signal: AbortSignal;
  readonly onStep: (step: OpeningStep) => void;
  readonly result: PromiseWithResolvers<Lambdascope>;
}[];
let send: AppEventListener;
let history: History;

const lambdascope = {
  dispatch: async (name: string) => ({ ok: true, value: name }),
  onEvent: (listener: AppEventListener) => (send = listener),
  close: async () => void happened.push('closed'),
} as unknown as Lambdascope;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  [happened, states, tries] = [[], [], []];
  history = createHistory({
    open(signal, onStep) {
      const result = Promise.withResolvers<Lambdascope>();
      tries.push({ signal, onStep, result });
      return result.promise;
    },
    onOpen: () => happened.push(`opened while ${history.state.kind}`),
    onState: (state) => states.push(state),
  });
});

it('is opened step by step; only when it is open do commands and events pass', async () => {
  const heard: AppEvent[] = [];
  history.onEvent((event) => heard.push(event));
  const opened = history.open();
  const step: OpeningStep = { kind: 'migrating', step: 1, of: 2 };
  tries[0]!.onStep(step);
  expect(await history.dispatch('listRuns', {})).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(history.current).toBeNull();
  tries[0]!.result.resolve(lambdascope);
  await opened;
  expect(states).toEqual([{ kind: 'opening', step: null }, { kind: 'opening', step }, { kind: 'opened' }]);
  expect(happened).toEqual(['opened while opening']);
  expect(await history.dispatch('listRuns', {})).toEqual({ ok: true, value: 'listRuns' });
  send({ kind: 'historyChanged' });
  expect(heard).toEqual([{ kind: 'historyChanged' }]);
});

it('stays closed after a failure, and can be retried, one attempt at a time', async () => {
  const first = history.open();
  void history.open();
  expect(tries).toHaveLength(1);
  tries[0]!.result.reject(new AppError('storageBusy', 'another program keeps the database locked'));
  await first;
  expect(history.state).toEqual({
    kind: 'failed',
    error: { code: 'storageBusy', message: 'another program keeps the database locked' },
  });
  const second = history.open();
  tries[1]!.result.resolve(lambdascope);
  await second;
  expect(history.state).toEqual({ kind: 'opened' });
});

it('when closed while opening, abandons it, and reports nothing more', async () => {
  void history.open();
  const closed = history.close();
  expect(tries[0]!.signal.aborted).toBe(true);
  tries[0]!.onStep({ kind: 'migrating', step: 1, of: 2 });
  tries[0]!.result.reject(new AppError('storage', 'the database is closed'));
  await closed;
  expect(states).toHaveLength(1);
  expect(happened).toEqual([]);
  expect(history.isHeldUp).toBe(false);
});

it('when it opens even so, is closed and shown to nobody', async () => {
  void history.open();
  const closed = history.close();
  tries[0]!.result.resolve(lambdascope);
  await settled();
  await closed;
  expect(happened).toEqual(['closed']);
  expect(history.state.kind).toBe('opening');
});

it('stops waiting for what cannot be interrupted, and says so', async () => {
  vi.useFakeTimers();
  void history.open();
  const closed = history.close();
  await vi.advanceTimersByTimeAsync(1000);
  await closed;
  vi.useRealTimers();
  expect(history.isHeldUp).toBe(true);
});
