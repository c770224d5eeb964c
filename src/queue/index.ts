export * from './connection/index.ts';
export * from './wire/index.ts';
export * from './host/index.ts';
export * from './view/index.ts';
