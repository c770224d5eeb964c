import { batchBytes, workOf, type Figures, type Lab } from './figures.ts';
import type { Batch } from './slot.ts';
import type { Station } from './station.ts';

/** A host and its stream of results in Redis. */
export interface Host {
  readonly bytes: number;
  /** True while Redis holds as much for it as it may. */
  readonly isFull: boolean;
  /** Redis has the batch from now on. */
  take(batch: Batch): void;
}

export interface HostParts {
  readonly figures: Figures;
  readonly lab: Lab;
  /** Its main thread, and the writing thread of the store. */
  readonly thread: Station;
  readonly store: Station;
  /** Called for each batch that is stored. */
  readonly onStored: (batch: Batch) => void;
}

/** While the store writes what it took, it takes the next. */
export function createHost({ figures, lab, thread, store, onStored }: HostParts): Host {
  const bytesOf = (batch: Batch): number => batchBytes(figures, lab, batch);
  let stream: Batch[] = [];
  let bytes = 0;
  let isReading = false;
  let read: Batch[] | null = null;
  let isStoring = false;

  function go(): void {
    if (!isStoring && read !== null) write(read);
    if (isReading || read !== null || stream.length === 0) return;
    isReading = true;
    const taken = stream.slice(0, figures.batchesPerRead);
    stream = stream.slice(figures.batchesPerRead);
    thread.serve(workOf(figures, lab, 'host', taken), () => {
      isReading = false;
      read = taken;
      go();
    });
  }

  function write(batches: Batch[]): void {
    isStoring = true;
    read = null;
    store.serve(workOf(figures, lab, 'store', batches), () => {
      isStoring = false;
      for (const batch of batches) {
        bytes -= bytesOf(batch);
        onStored(batch);
      }
      go();
    });
  }

  return {
    get bytes() {
      return bytes;
    },
    get isFull() {
      return bytes >= figures.limitBytes;
    },
    take(batch) {
      stream.push(batch);
      bytes += bytesOf(batch);
      go();
    },
  };
}
