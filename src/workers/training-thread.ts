/** Entry of a thread that helps a trainer: it works on one network after the other, and sleeps between their steps. */
import { parentPort } from 'node:worker_threads';
import { followTeam, type ThreadTask } from '#engine';

if (parentPort === null) throw new Error('training-thread runs as a worker thread only');
parentPort.on('message', (task: ThreadTask) => followTeam(task));
parentPort.postMessage('begun');
