import { parentPort } from 'node:worker_threads';
import type { ThreadCall } from './thread-protocol.ts';
import './storage-worker.ts';

// A store thread that dies when the preference `crash` is set; tests run it to see what happens then. It hears each call before the store
// does, which starts to listen to calls only once it has its role.

parentPort?.on('message', ({ method, args }: ThreadCall) => {
  if (method === 'setPreference' && args[0] === 'crash') process.exit(1);
});
