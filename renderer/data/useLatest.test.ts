import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { answeredLater, mountComposable, settle } from './composable-fixture.ts';
import { useLatest, type LatestOptions } from './useLatest.ts';

function mountLatest(options: LatestOptions<string> = {}) {
  const question = ref<string | null>('a');
  const read = answeredLater<string, string>();
  const signals: AbortSignal[] = [];
  const { result, unmount } = mountComposable(() =>
    useLatest(
      () => question.value,
      (asked, signal) => {
        signals.push(signal);
        return read(asked);
      },
      options,
    ),
  );
  const ask = async (next: string | null): Promise<void> => {
    question.value = next;
    await settle();
  };
  const state = () => ({
    value: result.value.value,
    error: result.error.value?.message ?? null,
    isLoading: result.isLoading.value,
    isStale: result.isStale.value,
  });
  return { question, read, signals, ask, state, reload: result.reload, unmount };
}
const idle = { error: null, isLoading: false, isStale: false };

describe('an answer', () => {
  it('is loaded at once, and stays, marked stale, while the next question is pending', async () => {
    const { read, ask, state } = mountLatest();
    expect(state()).toEqual({ ...idle, value: null, isLoading: true });
    await read.asked[0]!.answer('A');
    expect(state()).toEqual({ ...idle, value: 'A' });
    await ask('b');
    expect(state()).toEqual({ value: 'A', error: null, isLoading: true, isStale: true });
    await read.asked[1]!.answer('B');
    expect(state()).toEqual({ ...idle, value: 'B' });
  });

  it('or an error that comes after its question was replaced is dropped, whatever the order', async () => {
    const { read, signals, ask, state } = mountLatest();
    await ask('b');
    await ask('c');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false]);
    await read.asked[2]!.answer('C');
    await read.asked[0]!.answer('A');
    await read.asked[1]!.fail('b failed');
    expect(state()).toEqual({ ...idle, value: 'C' });
  });

  it('to a question replaced in the same turn is dropped too, and the new one is asked once', async () => {
    const { question, read, state } = mountLatest();
    question.value = 'b';
    await read.asked[0]!.answer('A');
    expect(state()).toMatchObject({ value: null, isLoading: true });
    expect(read.asked.map(({ input }) => input)).toEqual(['a', 'b']);
    await read.asked[1]!.answer('B');
    expect(state()).toEqual({ ...idle, value: 'B' });
  });

  it('after the scope has ended changes nothing', async () => {
    const { read, signals, reload, state, unmount } = mountLatest();
    unmount();
    expect(signals[0]!.aborted).toBe(true);
    await read.asked[0]!.answer('A');
    expect(state()).toEqual({ ...idle, value: null });
    await Promise.race([reload(), settle()]);
  });
});

describe('an error', () => {
  it('belongs to the current question only, and leaves the last answer', async () => {
    const { read, ask, state } = mountLatest();
    await read.asked[0]!.answer('A');
    await ask('b');
    await read.asked[1]!.fail('no b');
    expect(state()).toEqual({ value: 'A', error: 'no b', isLoading: false, isStale: true });
    await ask('c');
    expect(state().error).toBeNull();
  });

  it('is cleared when the question is asked again and answered', async () => {
    const { read, reload, state } = mountLatest();
    await read.asked[0]!.fail();
    const reloaded = reload();
    await read.asked[1]!.answer('A');
    await reloaded;
    expect(state()).toEqual({ ...idle, value: 'A' });
  });

  it('also covers what read throws synchronously', async () => {
    const { result } = mountComposable(() =>
      useLatest(
        () => 'a',
        () => {
          throw new Error('no worker');
        },
      ),
    );
    await settle();
    expect(result.error.value?.message).toBe('no worker');
    expect(result.isLoading.value).toBe(false);
  });
});

describe('asking again', () => {
  it('first shows what is under way: however often it is called, each answer is shown', async () => {
    const { read, reload, state } = mountLatest();
    let resolved = 0;
    for (let times = 0; times < 5; times++) void reload().then(() => resolved++);
    await read.asked[0]!.answer('first');
    expect(state()).toEqual({ ...idle, value: 'first', isLoading: true });
    void reload();
    await read.asked[1]!.answer('second');
    await read.asked[2]!.answer('third');
    expect(state()).toEqual({ ...idle, value: 'third' });
    expect([read.asked.length, resolved]).toEqual([3, 5]);
  });

  it('asks nothing if there is no question', async () => {
    const { read, ask, reload, state } = mountLatest();
    await read.asked[0]!.answer('A');
    await ask(null);
    await reload();
    expect(read.asked).toHaveLength(1);
    expect(state()).toEqual({ ...idle, value: null });
  });
});

describe('options', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('keeps: an answer goes at once if it says nothing about the next question', async () => {
    const { read, ask, state } = mountLatest({ keeps: (next, answered) => next?.[0] === answered[0] });
    await read.asked[0]!.answer('A');
    await ask('a2');
    expect(state()).toMatchObject({ value: 'A', isStale: true });
    await read.asked[1]!.answer('A2');
    await ask('b');
    expect(state()).toMatchObject({ value: null, isStale: false });
  });

  it('settleMs: the first question is asked at once, later ones once they have settled', async () => {
    const { read, ask, state } = mountLatest({ settleMs: 100 });
    await read.asked[0]!.answer('A');
    await ask('b');
    expect(state()).toEqual({ value: 'A', error: null, isLoading: true, isStale: true });
    await vi.advanceTimersByTimeAsync(99);
    await ask('c');
    await vi.advanceTimersByTimeAsync(99);
    expect(read.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(read.asked.map(({ input }) => input)).toEqual(['a', 'c']);
  });

  it('inTurn: one question is pending at a time, intermediate ones are skipped, and each answer is shown', async () => {
    const { read, ask, state } = mountLatest({ inTurn: true });
    await ask('b');
    await ask('c');
    expect(read.asked).toHaveLength(1);
    await read.asked[0]!.answer('A');
    expect(state()).toEqual({ value: 'A', error: null, isLoading: true, isStale: true });
    await ask('d');
    await read.asked[1]!.fail('late');
    expect(state().error).toBeNull();
    await read.asked[2]!.answer('D');
    expect(state()).toEqual({ ...idle, value: 'D' });
    expect(read.asked.map(({ input }) => input)).toEqual(['a', 'c', 'd']);
  });

  it('key: an equal object is the same question', async () => {
    const seed = ref(1);
    const read = answeredLater<{ seed: number }, number>();
    const touched = ref(0);
    mountComposable(() =>
      useLatest(() => ({ seed: seed.value, touched: touched.value * 0 }), read, { key: JSON.stringify }),
    );
    touched.value++;
    await settle();
    seed.value = 2;
    await settle();
    expect(read.asked.map(({ input }) => input.seed)).toEqual([1, 2]);
  });
});
