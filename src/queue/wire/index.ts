export * from './checkpoint.ts';
export * from './entry.ts';
export * from './job.ts';
export * from './limits.ts';
export * from './names.ts';
export * from './presence.ts';
export * from './scripts.ts';
export { WireError } from './wire-error.ts';
export * from './wish.ts';
