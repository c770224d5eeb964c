import { cpus } from 'node:os';
import { type CoreCount, describeCores } from '#api';
import { type Finding, ok } from './check.ts';

/** The cores for runs and their threads, and what limits their number. */
export function checkCores(count: CoreCount, installed = cpus().length): Finding {
  const of = count.processors < installed ? `, of the machine's ${installed} processors` : '';
  const unknown = count.physical === null ? '; how many cores these are is not known' : '';
  const most = count.cores === 1 ? 'one run or thread trains' : `up to ${count.cores} runs or threads train`;
  return ok(`${describeCores(count)}${of}${unknown}: ${most} at full speed`);
}
