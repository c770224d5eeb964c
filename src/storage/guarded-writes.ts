import { methodThreads } from './method-threads.ts';
import type { StorageMethods } from './storage-methods.ts';

/** Calls `check` before each method that may write; if it throws, the method does not run. */
export function checkBeforeWrites(methods: StorageMethods, check: () => void): StorageMethods {
  const checked = Object.entries(methods).map(([name, method]: [string, (...args: never[]) => unknown]) =>
    methodThreads[name as keyof StorageMethods] === 'read'
      ? [name, method]
      : [
          name,
          (...args: never[]) => {
            check();
            return method(...args);
          },
        ],
  );
  return Object.fromEntries(checked) as StorageMethods;
}
