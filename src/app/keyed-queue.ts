/** Runs actions with the same key one after the other, in the order of the calls; other keys do not wait. */
export type KeyedQueue = <Result>(key: string, action: () => Promise<Result>) => Promise<Result>;

export function createKeyedQueue(): KeyedQueue {
  const last = new Map<string, Promise<unknown>>();

  return (key, action) => {
    const before = last.get(key) ?? Promise.resolve();
    const done = before.then(action, action);
    last.set(key, done);
    const forget = (): void => {
      if (last.get(key) === done) last.delete(key);
    };
    done.then(forget, forget);
    return done;
  };
}
