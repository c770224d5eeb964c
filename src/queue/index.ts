export * from './connection/index.ts';
export * from './host/index.ts';
export * from './view/index.ts';
export * from './wire/index.ts';
export { startWorker, type QueueWorker, type WorkerOptions } from './worker/index.ts';
