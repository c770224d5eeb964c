import { parentPort } from 'node:worker_threads';
import type { ThreadCall } from './thread-protocol.ts';

// A thread of the store that dies when the preference `crash` is set; the tests of what then happens run it.

parentPort?.on('message', ({ method, args }: ThreadCall) => {
  if (method === 'setPreference' && args[0] === 'crash') process.exit(1);
});
await import('./storage-worker.ts');
