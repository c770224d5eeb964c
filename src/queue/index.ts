export * from './connection/index.ts';
export * from './wire/index.ts';
