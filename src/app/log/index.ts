export { endOnDefect, type LastResort } from './last-resort.ts';
export { noLog, openLog, type Log, type LogLevel } from './log-file.ts';
export { describeDefect } from './log-text.ts';
