import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError, maxDefectLength } from '#api';
import { settle } from '../data/composable-fixture.ts';
import { act, dismiss, toasts } from '../data/toasts.ts';
import { watchDefects } from './watch-defects.ts';

const clear = (): void => [...toasts].forEach(({ id }) => dismiss(id));
beforeEach(clear);
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
});

function watchPage(isLost = false) {
  const reports: string[] = [];
  const page = new EventTarget();
  const app = { config: {} as { errorHandler?: (thrown: unknown) => void } };
  const reportDefect = ({ text }: { text: string }): Promise<null> => {
    reports.push(text);
    return isLost ? Promise.reject(new AppError('connectionLost', 'no host')) : Promise.resolve(null);
  };
  watchDefects(app as never, { reportDefect }, page as never);
  const happen = (kind: string, data: object): void =>
    void page.dispatchEvent(Object.assign(new Event(kind), data));
  return { reports, app, happen };
}
const texts = (): string[] => toasts.map(({ text }) => text);

it('shows and reports uncaught errors from promises, listeners and components', async () => {
  const { reports, app, happen } = watchPage();
  happen('unhandledrejection', { reason: new Error('a promise broke') });
  happen('error', { error: new Error('a listener broke') });
  app.config.errorHandler!(new Error('a component broke', { cause: new Error('its reason') }));
  expect(texts()).toEqual([
    'Something went wrong: a promise broke.',
    'Something went wrong: a listener broke.',
    'Something went wrong: a component broke.',
  ]);
  expect(reports).toHaveLength(3);
  expect(reports[2]).toMatch(/Error: a component broke[\s\S]*caused by Error: its reason/);

  const copied: string[] = [];
  vi.stubGlobal('navigator', {
    clipboard: { writeText: (text: string) => Promise.resolve(copied.push(text)) },
  });
  await act(toasts[2]!);
  expect(copied).toEqual([reports[2]]);
  expect(toasts).toHaveLength(3); // it stays on screen to be read
});

it('only shows what the host refused, and ignores what is harmless', () => {
  const { reports, happen } = watchPage();
  happen('unhandledrejection', { reason: new AppError('conflict', 'the run trains') });
  happen('error', { error: null, message: 'ResizeObserver loop completed with undelivered notifications.' });
  expect([texts(), reports]).toEqual([['The run trains.'], []]);
});

it('reports a defect once, only a few in all, and limits the text of each', () => {
  const { reports, app } = watchPage();
  const error = new Error('with every frame');
  for (let frame = 0; frame < 100; frame++) app.config.errorHandler!(error);
  expect(reports).toHaveLength(1);
  app.config.errorHandler!('x'.repeat(100_000));
  expect(reports[1]).toHaveLength(maxDefectLength);
  for (let other = 0; other < 100; other++) app.config.errorHandler!(`other ${other}`);
  expect(reports).toHaveLength(20);
});

it('works without a host', async () => {
  const { happen } = watchPage(true);
  happen('unhandledrejection', { reason: 'text' });
  await settle();
  expect(texts()).toEqual(['Something went wrong: text.']);
});
