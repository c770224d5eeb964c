export { countCores } from './cores/count-cores.ts';
export { decodeCheckpoint, type Checkpoint } from './checkpoint.ts';
export { createBackOff, pause } from './back-off.ts';
export * from './launcher.ts';
export { keepLastLines, type LastLines } from './last-lines.ts';
export { createNodeLauncher } from './node-launcher.ts';
export { createPool, type Pool, type PoolListener, type TrainerTrouble, type TrainingJob } from './pool.ts';
export type { RunOutcome, Snapshot, TrainerReport, TrainerRequest, TrainingTask } from './protocol.ts';
export type { QueueSight, SeenWorker, WorkerView } from './worker-view.ts';
