export { databaseFileName } from '#storage';
export * from './data-folder/index.ts';
export { notKept, readKept, writeKept } from './kept-file.ts';
export type { PreparedFile } from './export-tickets.ts';
export { describeDefect, endOnDefect, openLog, type Log } from './log/index.ts';
export type { Trouble } from './live-runs.ts';
export type { Lambdascope, LambdascopeOptions } from './application.ts';
export { openLambdascope } from './lambdascope.ts';
