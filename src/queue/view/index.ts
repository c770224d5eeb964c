export { testQueue } from './test-queue.ts';
export { createWorkerView, type WorkerViewOptions } from './worker-view.ts';
