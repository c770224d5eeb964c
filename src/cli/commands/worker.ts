import { hostname } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import type { ThreadCount } from '#api';
import type { QueueWorker } from '#queue';
import { countCores, createNodeLauncher } from '#workers';
import type { Environment } from '../environment.ts';
import { type Done, exitCode, reportError, UsageError } from '../exit.ts';
import { addThreadsOption, parseWhole } from '../options.ts';
import { openOutput } from '../output.ts';
import { say } from '../say.ts';
import { onInterrupt } from '../signals.ts';

const maxName = 64;
const maxSlots = 1024;

interface WorkerCommandOptions {
  readonly queue?: string;
  readonly slots?: number;
  readonly name?: string;
  readonly threads?: ThreadCount;
}

export function addWorkerCommand(program: Command, environment: Environment, done: Done): void {
  const command = program
    .command('worker')
    .description('train runs from a queue on this machine, until Ctrl+C or SIGTERM')
    .option(
      '--queue <url>',
      'redis://[USER:PASSWORD@]HOST[:PORT] or rediss://; default: the variable LAMBDASCOPE_QUEUE, which other users cannot see',
    )
    .option('--slots <n>', 'runs trained at the same time (default: one per core)', parseSlots)
    .option('--name <name>', "name of the worker (default: the machine's name)", parseName);
  addThreadsOption(command).action(async (options: WorkerCommandOptions) => {
    await work(environment, options);
    done(exitCode.done);
  });
}

async function work(environment: Environment, options: WorkerCommandOptions): Promise<void> {
  const address = options.queue ?? process.env.LAMBDASCOPE_QUEUE;
  if (!address) {
    throw new UsageError(
      'got no queue; allowed: --queue redis://HOST:PORT, or the same in LAMBDASCOPE_QUEUE',
    );
  }
  const { cores } = await countCores();
  const slots = options.slots ?? cores;
  const { threads = 'auto' } = options;
  if (threads !== 'auto' && threads > cores) {
    throw new UsageError(`got --threads ${threads}; allowed: auto, or a whole number from 1 to ${cores}`);
  }
  const machine = hostname().slice(0, maxName) || 'unnamed';
  if (slots > cores) say(`warning: ${slots} slots share ${cores} cores: each run trains more slowly`);
  const output = openOutput();
  const { startWorker } = await import('#queue');
  let worker: QueueWorker | null = null;
  const removeInterrupt = onInterrupt(() => {
    if (worker === null) process.exit(exitCode.interrupted); // it has not joined yet
    worker.leave();
  });
  try {
    worker = await startWorker({
      ...{ address, slots, cores, machine, name: options.name ?? machine },
      threads,
      launcher: createNodeLauncher(environment.trainerEntry),
      say,
      // Its output need not be read by anybody.
      print: (value) => void output.write(`${JSON.stringify(value)}\n`).catch(() => undefined),
      onDefect: reportError,
    });
    await worker.left;
  } finally {
    removeInterrupt();
  }
}

const parseSlots = (text: string): number =>
  parseWhole(text, 1, maxSlots, `a whole number from 1 to ${maxSlots}`);

function parseName(text: string): string {
  const name = text.trim();
  if (name.length >= 1 && name.length <= maxName) return name;
  throw new InvalidArgumentError(`allowed: 1 to ${maxName} characters`);
}
