export * from './connection/index.ts';
export * from './wire/index.ts';
<<<<<<< HEAD
export { startWorker, type QueueWorker, type WorkerOptions } from './worker/index.ts';
=======
export * from './view/index.ts';
>>>>>>> main
