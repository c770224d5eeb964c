import { AppError } from '#api';
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';

export interface Latest<Value> {
  /** The latest answer; null until there is one. It stays while its question is asked again, and if that fails. */
  readonly value: Readonly<ShallowRef<Value | null>>;
  /** Why the current question has no answer, or no newer one. */
  readonly error: Readonly<ShallowRef<AppError | null>>;
  readonly isLoading: Readonly<ShallowRef<boolean>>;
  /** Whether `value` answers a question other than the current one. */
  readonly isStale: Readonly<ShallowRef<boolean>>;
  /**
   * Asks the same question again. A read under way is shown first, so that frequent calls hold up no answer. Resolves, whatever happens,
   * when the answer is there or another question was asked.
   */
  reload(): Promise<void>;
}

export interface LatestOptions<Question> {
  /** What distinguishes questions: by default the question itself, so objects need a key made from their contents. */
  readonly key?: (question: Question) => unknown;
  /** Whether the answer to `answered` stays on screen while `next` is pending; by default, unless there is no question any more. */
  readonly keeps?: (next: Question | null, answered: Question) => boolean;
  /** How long a question must stay the same before it is asked, in milliseconds, if there is an answer on screen. */
  readonly settleMs?: number;
  /**
   * One question is pending at a time and each answer is shown, so that a picture keeps up with changes that are faster than the answers,
   * at most one read behind. Otherwise a new question cancels the previous one.
   */
  readonly inTurn?: boolean;
}

/**
 * The result of `read` for the current question of `source`; null asks nothing. An answer or error that comes after its question was
 * replaced, or after the caller's scope has ended, is dropped, and `signal` is aborted.
 */
export function useLatest<Question, Value>(
  source: () => Question | null,
  read: (question: Question, signal: AbortSignal) => Promise<Value>,
  {
    key = (question) => question,
    keeps = (next) => next !== null,
    settleMs = 0,
    inTurn = false,
  }: LatestOptions<Question> = {},
): Latest<Value> {
  const value = shallowRef<Value | null>(null);
  const error = shallowRef<AppError | null>(null);
  const isLoading = shallowRef(false);
  const isStale = shallowRef(false);
  let answered: { readonly question: Question; readonly key: unknown } | null = null;
  let open: { readonly abort: AbortController; done: Promise<void>; key: unknown } | null = null;
  let isWantedAgain = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keyNow = (): unknown => {
    const question = source();
    return question === null ? null : key(question);
  };

  function start(): Promise<void> {
    stop();
    isLoading.value = true;
    const mine = { abort: new AbortController(), done: Promise.resolve(), key: null as unknown };
    open = mine;
    mine.done = work(mine);
    return mine.done;
  }

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
    open?.abort.abort();
    open = null;
    isLoading.value = false;
  }

  /** Reads until the answer is for the current question and nobody has asked for it again meanwhile. */
  async function work(mine: NonNullable<typeof open>): Promise<void> {
    const { signal } = mine.abort;
    do {
      isWantedAgain = false;
      const question = source();
      if (question === null) break;
      mine.key = key(question);
      // The watcher may not have run yet: the current question is looked up.
      const isAsked = (): boolean => keyNow() === mine.key;
      try {
        const answer = await read(question, signal);
        if (signal.aborted) return;
        if (isAsked() || inTurn) take(question, mine.key, answer);
      } catch (thrown) {
        if (signal.aborted) return;
        if (isAsked()) error.value = AppError.from(thrown);
      }
      if (!isAsked()) isWantedAgain = true;
    } while (isWantedAgain);
    open = null;
    isLoading.value = false;
  }

  function take(question: Question, asked: unknown, answer: Value): void {
    answered = { question, key: asked };
    value.value = answer;
    error.value = null;
    isStale.value = asked !== keyNow();
  }

  function change(): void {
    const next = source();
    error.value = null;
    if (answered !== null && !keeps(next, answered.question)) [answered, value.value] = [null, null];
    isStale.value = answered !== null && answered.key !== keyNow();
    if (next === null) return stop();
    if (open && (inTurn || open.key === key(next))) return;
    if (answered === null || settleMs === 0) return void start();
    stop();
    isLoading.value = true;
    timer = setTimeout(() => void start(), settleMs);
  }

  watch(keyNow, change, { immediate: true });
  onScopeDispose(stop);

  return {
    value,
    error,
    isLoading,
    isStale,
    reload() {
      if (source() === null) return Promise.resolve();
      if (!open) return start();
      isWantedAgain = true;
      return open.done;
    },
  };
}
