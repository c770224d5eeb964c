import { Command, CommanderError } from 'commander';
import { addDoctorCommand } from './commands/doctor.ts';
import { addExportCommand } from './commands/export.ts';
import { addForkCommand } from './commands/fork.ts';
import { addImportCommand } from './commands/import.ts';
import { addImportRunsCommand } from './commands/import-runs.ts';
import { addListCommand } from './commands/list.ts';
import { addResumeCommand } from './commands/resume.ts';
import { addRunCommand } from './commands/run.ts';
import { addServeCommand } from './commands/serve.ts';
import { addShowCommand } from './commands/show.ts';
import { addSweepCommand } from './commands/sweep.ts';
import { addWorkerCommand } from './commands/worker.ts';
import type { Environment } from './environment.ts';
import { type ExitCode, exitCode, reportError } from './exit.ts';
import { printable } from './printable.ts';

/** Runs one command and resolves to its exit code. Never rejects. */
export async function main(args: readonly string[], environment: Environment): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const done = (result: ExitCode): void => {
    code = result;
  };
  const program = createProgram(environment.appVersion);
  addRunCommand(program, environment, done);
  addSweepCommand(program, environment, done);
  addResumeCommand(program, environment, done);
  addForkCommand(program, environment, done);
  addListCommand(program, environment);
  addShowCommand(program, environment);
  addExportCommand(program, environment, done);
  addImportCommand(program, environment);
  addImportRunsCommand(program, environment, done);
  addServeCommand(program, environment, done);
  addWorkerCommand(program, environment, done);
  addDoctorCommand(program, environment, done);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (thrown) {
    // Commander has said already what is wrong with the arguments; help and version are no errors.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCode.done : exitCode.badUsage;
    return reportError(thrown);
  }
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
