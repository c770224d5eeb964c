export * from './generalization.ts';
