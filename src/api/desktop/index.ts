export * from './command-names.ts';
export * from './commands.ts';
export * from './data-folder.ts';
export type * from './events.ts';
export * from './settings.ts';
export * from './start.ts';
export type * from './tables.ts';
export * from './updates.ts';
