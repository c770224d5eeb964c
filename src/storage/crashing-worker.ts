import { parentPort } from 'node:worker_threads';
import type { ThreadCall } from './thread-protocol.ts';
import './storage-worker.ts';

// A thread of the store that dies when the preference `crash` is set; the tests of what then happens run it. It hears each call
// before the store does, which listens to calls only once it has its role.

parentPort?.on('message', ({ method, args }: ThreadCall) => {
  if (method === 'setPreference' && args[0] === 'crash') process.exit(1);
});
