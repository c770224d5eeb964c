import { methodThreads } from './method-threads.ts';
import type { StorageMethods } from './storage-methods.ts';
import type { StorageThread } from './storage-thread.ts';
import type { Remote } from './thread-protocol.ts';

type Calls = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/**
 * Sends each method to its thread. Until the reader is ready the writer reads as well, unless it is writing: so the first screen does not
 * wait for a second thread to start, and no read waits for a write. Without a reader the writer does everything.
 */
export function routeMethods(
  writer: StorageThread<'write'>,
  reader: StorageThread<'read'> | null,
): Remote<StorageMethods> {
  const isWriting = (): boolean =>
    writer.isAsked((method) => !(method in methodThreads) || methodThreads[method as never] !== 'read');
  const readsNow = (): object =>
    reader !== null && (reader.isLoaded || isWriting()) ? reader.methods : writer.methods;
  const routed = Object.entries(methodThreads).map(([name, thread]) => [
    name,
    (...args: unknown[]) => ((thread === 'read' ? readsNow() : writer.methods) as Calls)[name]!(...args),
  ]);
  return Object.fromEntries(routed) as Remote<StorageMethods>;
}
