import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#api';
import { toStorageError } from './sqlite-errors.ts';
import type { ThreadAnswer, ThreadCall, ThreadMethods } from './thread-protocol.ts';
import { type ThreadData, threadRoles } from './thread-roles.ts';

// The entry of the store's threads: every statement runs in one of them, so that the host stays free.

const port = parentPort;
if (port === null) throw new Error('storage-worker runs as a worker thread only');

const { role, given } = workerData as ThreadData;
let methods: ThreadMethods | null = null;

port.on('message', (call: ThreadCall) => void answer(call));

async function answer(call: ThreadCall): Promise<void> {
  const answered = await perform(call);
  try {
    port!.postMessage(answered, 'value' in answered ? buffersOf(answered.value) : []);
  } catch (thrown) {
    port!.postMessage({ call: call.call, defect: toDefect(thrown) } satisfies ThreadAnswer);
  }
}

async function perform({ call, method, args }: ThreadCall): Promise<ThreadAnswer> {
  try {
    methods ??= threadRoles[role](given as never) as ThreadMethods;
    return { call, value: await methods[method]!(...(args as never[])) };
  } catch (thrown) {
    const error = toStorageError(thrown);
    if (error instanceof AppError) return { call, error: error.toData() };
    return { call, defect: toDefect(error) };
  }
}

function toDefect(thrown: unknown) {
  const { message, stack = message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { message, stack };
}

/** The numbers of an answer, which move to the host instead of being copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (value instanceof Float64Array || value instanceof Float32Array) return [value.buffer as ArrayBuffer];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(buffersOf);
}
