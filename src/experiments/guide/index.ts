export * from './guide-runs.ts';
