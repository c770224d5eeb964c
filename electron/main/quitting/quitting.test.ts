import { beforeEach, describe, expect, it } from 'vitest';
import { createQuitting, type Quitting } from './quitting.ts';

let answers: ((leaves: boolean) => void)[];
let signals: AbortSignal[];
let happened: string[];
let stored: PromiseWithResolvers<undefined>;
let quitting: Quitting;

/** What Electron does on app.quit(). */
const quit = (): void => {
  let prevented = false;
  quitting.beforeQuit({ preventDefault: () => (prevented = true) });
  if (!prevented) happened.push('ended');
};
/** Whether the last window stays when its close button is clicked. */
const keepsLastWindow = (): boolean => {
  let prevented = false;
  quitting.beforeLastWindowCloses({ preventDefault: () => (prevented = true) });
  return prevented;
};
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const answer = (leaves: boolean): Promise<void> => {
  answers.shift()!(leaves);
  return settled();
};

beforeEach(() => {
  answers = [];
  signals = [];
  happened = [];
  stored = Promise.withResolvers<undefined>();
  quitting = createQuitting({
    confirm: (signal) => {
      signals.push(signal);
      return new Promise((resolve) => answers.push(resolve));
    },
    close: () => {
      happened.push('closing');
      return stored.promise;
    },
    closeNow: () => happened.push('closed now'),
    quit,
  });
});

it('ends after every row is stored, and no sooner', async () => {
  quit();
  expect(happened).toEqual([]);
  await answer(true);
  quit();
  expect(happened).toEqual(['closing']);
  stored.resolve(undefined);
  await settled();
  expect(happened).toEqual(['closing', 'ended']);
  expect(signals).toHaveLength(1);
});

it('stays when told to, and asks again the next time', async () => {
  quit();
  await answer(false);
  expect(happened).toEqual([]);
  quit();
  await answer(true);
  expect(happened).toEqual(['closing']);
});

it('asks once, however often and by whatever route it is asked to quit', async () => {
  expect(keepsLastWindow()).toBe(true);
  quit();
  expect(keepsLastWindow()).toBe(true);
  expect(answers).toHaveLength(1);
  await answer(false);
  expect(happened).toEqual([]);
});

it('lets windows close once the user has decided to quit', async () => {
  quit();
  await answer(true);
  expect(keepsLastWindow()).toBe(false);
  stored.resolve(undefined);
  await settled();
  expect(keepsLastWindow()).toBe(false);
  expect(answers).toHaveLength(0);
});

it('does not ask when nobody can answer', async () => {
  quitting.quitUnasked();
  quitting.quitUnasked();
  quit();
  expect(signals).toEqual([]);
  stored.resolve(undefined);
  await settled();
  expect(happened).toEqual(['closing', 'ended']);
});

it.each([true, false])('withdraws the question when the session ends (late answer: %s)', async (late) => {
  quit();
  quitting.quitUnasked();
  expect(signals[0]!.aborted).toBe(true);
  await answer(late);
  quit();
  stored.resolve(undefined);
  await settled();
  expect(happened).toEqual(['closing', 'ended']);
  expect(signals).toHaveLength(1);
});

it('leaves by the requested way out, which is forgotten if the user stays', async () => {
  const restart = (): void => void happened.push('restarted');
  quitting.quitBy(restart);
  await answer(false);
  quit();
  await answer(true);
  stored.resolve(undefined);
  await settled();
  expect(happened).toEqual(['closing', 'ended']);
});

it('restarts once every row is stored', async () => {
  const restart = (): void => void happened.push('restarted');
  quitting.quitBy(restart);
  await answer(true);
  stored.resolve(undefined);
  await settled();
  expect(happened).toEqual(['closing', 'restarted']);
});

it('does not start again when the session ends while it is asking', async () => {
  quitting.quitBy(() => void happened.push('restarted'));
  quitting.quitUnasked();
  stored.resolve(undefined);
  await settled();
  expect(happened).toEqual(['closing', 'ended']);
});

it('closes at once, and only once, when there is no time, even while asking or closing', async () => {
  quit();
  quitting.leaveNow();
  expect(signals[0]!.aborted).toBe(true);
  expect(happened).toEqual(['closed now']);
  quitting.leaveNow();
  quitting.quitUnasked();
  await answer(true);
  expect(happened).toEqual(['closed now']);
  quit();
  expect(happened).toEqual(['closed now', 'ended']);
});

it('does not wait for what is being stored when the session is over', async () => {
  quitting.quitUnasked();
  quitting.leaveNow();
  stored.resolve(undefined);
  await settled();
  expect(happened).toEqual(['closing', 'closed now', 'ended']);
});

it('has nothing left to do when everything is stored already', async () => {
  quitting.quitUnasked();
  stored.resolve(undefined);
  await settled();
  quitting.leaveNow();
  expect(happened).toEqual(['closing', 'ended']);
});

describe('what is done last', () => {
  const leaveWith = async (leave: () => void): Promise<void> => {
    quitting = createQuitting({
      confirm: () => Promise.resolve(true),
      close: () => {
        happened.push('closing');
        return stored.promise;
      },
      closeNow: () => undefined,
      lastly: () => void happened.push('last deed'),
      quit,
    });
    leave();
    await settled();
  };
  const close = async (): Promise<void> => {
    stored.resolve(undefined);
    await settled();
  };

  it('waits until every row is stored', async () => {
    await leaveWith(quit);
    expect(happened).toEqual(['closing']);
    await close();
    expect(happened).toEqual(['closing', 'last deed', 'ended']);
  });

  it('is skipped when the session ends, and by another way out', async () => {
    await leaveWith(() => quitting.quitUnasked());
    await close();
    expect(happened).toEqual(['closing', 'ended']);

    happened = [];
    stored = Promise.withResolvers<undefined>();
    await leaveWith(quit);
    quitting.leaveNow();
    await close();
    expect(happened).toEqual(['closing', 'ended']);

    happened = [];
    await leaveWith(() => quitting.quitBy(() => void happened.push('restarted')));
    expect(happened).toEqual(['closing', 'restarted']);
  });
});

it('leaves when it cannot ask', async () => {
  quitting = createQuitting({
    confirm: () => Promise.reject(new Error('the database is gone')),
    close: () => Promise.resolve(),
    closeNow: () => undefined,
    quit,
  });
  quit();
  await settled();
  expect(happened).toEqual(['ended']);
});

it('starts again if somebody starts it while it is already quitting, but not before', async () => {
  const again = (): void => void happened.push('again');
  expect(quitting.endBy(again)).toBe(false);
  quit();
  expect(quitting.endBy(again)).toBe(false); // the question is open: the window is there
  await answer(true);
  expect(quitting.endBy(again)).toBe(true);
  stored.resolve(undefined);
  await settled();
  expect(happened).toEqual(['closing', 'again']);
});

it('starts again even when everything is stored already', async () => {
  quitting.quitUnasked();
  stored.resolve(undefined);
  await settled();
  expect(quitting.endBy(() => happened.push('again'))).toBe(true);
  expect(happened).toEqual(['closing', 'ended', 'again']);
});
