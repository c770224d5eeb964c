export type * from './training/training-config.ts';
export type { FinalMetrics, Training } from './training/training.ts';
export * from './training/epoch-row.ts';
