export * from './generalization.ts';
export * from './one-standard-error.ts';
export * from './overfit-onset.ts';
export * from './paired-differences.ts';
export * from './patience.ts';
export { smooth } from './smoothing.ts';
export { studentTQuantile } from './student-t.ts';
export { summarize, type Summary } from './summary.ts';
