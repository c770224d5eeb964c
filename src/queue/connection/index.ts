export { parseQueueAddress, type QueueAddress } from './address.ts';
export { checkQueue, type QueueCheck } from './check.ts';
export { callScript } from './commands.ts';
export { connectionOptions, openConnection } from './open.ts';
export { isRefusal, queueError, queueTrouble } from './words.ts';
