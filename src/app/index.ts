export { databaseFileName } from '#storage';
export { defaultDataDir } from './data-dir.ts';
export type { Verification } from './verification.ts';
export { describeDefect, endOnDefect, openLog, type Log } from './log/index.ts';
export type { Trouble } from './live-runs.ts';
export { openLambdascope, type Lambdascope, type LambdascopeOptions } from './lambdascope.ts';
