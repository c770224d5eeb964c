import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { createCallQueue } from './call-queue.ts';
import type { StepListener } from './opening-step.ts';
import type { Outcome, ThreadAnswer, ThreadCall, ThreadMethods, ThreadNews } from './thread-protocol.ts';
import { type ThreadData, threadRoles } from './thread-roles.ts';

// Entry of the store's threads: every statement runs in one of them, so that the host stays responsive.

const port = parentPort;
if (port === null) throw new Error('storage-worker runs as a worker thread only');

// Ending a thread while it loads SQLite's addon kills the whole process (node-addon-api cannot create an error then).
new Database(':memory:').close();
/** Becomes 1 when the code is loaded, for those who cannot receive messages. */
const isThere = workerData as Int32Array;
Atomics.store(isThere, 0, 1);
Atomics.notify(isThere, 0);
port.postMessage({ loaded: true } satisfies ThreadNews);

/** Calls whose callers block and cannot receive the answer as a message. */
const awaited = new Map<number, Int32Array>();
port.once('message', ({ role, given }: ThreadData) => {
  const open = threadRoles[role] as (given: unknown, onStep: StepListener) => ThreadMethods;
  const take = createCallQueue({
    open: () => open(given, (step) => port.postMessage({ step } satisfies ThreadNews)),
    reply,
  });
  port.on('message', (call: ThreadCall) => {
    if (call.done) awaited.set(call.call, call.done);
    take(call);
  });
});

function reply(call: number, outcome: Outcome): void {
  port!.postMessage(
    { call, ...outcome } satisfies ThreadAnswer,
    'value' in outcome ? buffersOf(outcome.value) : [],
  );
  const done = awaited.get(call);
  if (done === undefined) return;
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
}

/** The numeric arrays in an answer, which are transferred to the host instead of being copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (value instanceof Float64Array || value instanceof Float32Array) return [value.buffer as ArrayBuffer];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(buffersOf);
}
