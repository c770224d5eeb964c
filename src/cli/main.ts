import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError } from 'commander';
import { startThreadAhead } from '#storage';
import type { Environment } from './environment.ts';
import { type Done, type ExitCode, exitCode, reportError } from './exit.ts';
import { printable } from './printable.ts';

type AddCommand = (program: Command, environment: Environment, done: Done) => void;

/** In the order of the help. Each loads only its own code, because loading all of it takes longer than most commands run. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  run: async () => (await import('./commands/run.ts')).addRunCommand,
  sweep: async () => (await import('./commands/sweep.ts')).addSweepCommand,
  resume: async () => (await import('./commands/resume.ts')).addResumeCommand,
  fork: async () => (await import('./commands/fork.ts')).addForkCommand,
  list: async () => (await import('./commands/list.ts')).addListCommand,
  show: async () => (await import('./commands/show.ts')).addShowCommand,
  export: async () => (await import('./commands/export.ts')).addExportCommand,
  import: async () => (await import('./commands/import.ts')).addImportCommand,
  'import-runs': async () => (await import('./commands/import-runs.ts')).addImportRunsCommand,
  serve: async () => (await import('./commands/serve.ts')).addServeCommand,
  worker: async () => (await import('./commands/worker.ts')).addWorkerCommand,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctorCommand,
};

/** Commands that open no history, or only after checking many other things. */
const withoutHistory: readonly string[] = ['worker', 'doctor'];

/** Runs one command and resolves to its exit code. Never rejects. */
export async function main(args: readonly string[], environment: Environment): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const done: Done = (result) => (code = result);
  try {
    const program = createProgram(environment.appVersion);
    for (const add of await load(args, environment)) add(program, environment, done);
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (thrown) {
    // Commander has already reported what is wrong with the arguments; help and version are no errors.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCode.done : exitCode.badUsage;
    return reportError(thrown);
  }
}

/** The named command; none for the version; all of them for the help and for an unknown command. */
async function load(
  [name = '', ...options]: readonly string[],
  { storageEntry }: Environment,
): Promise<AddCommand[]> {
  if (name === '--version' || name === '-V') return [];
  if (!Object.hasOwn(commands, name)) return Promise.all(Object.values(commands).map((one) => one()));
  const isHelp = options.some((option) => option === '--help' || option === '-h');
  if (!isHelp && !withoutHistory.includes(name)) {
    // For the threads: loading their code would fill V8's default 1 MB space for new objects again and again.
    setFlagsFromString('--min-semi-space-size=16');
    startThreadAhead(storageEntry);
  }
  return [await commands[name]!()];
}

function createProgram(version: string): Command {
  return new Command('lambdascope')
    .description('Trains small networks and records how much regularization they need.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => void process.stderr.write(printable(text)) })
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 the run failed, diverged or differs, or Lambdascope did, 2 bad usage, 130 interrupted',
    );
}
