export { queueConnector } from './open-queue.ts';
