import type { Command } from 'commander';
import { countCores } from '#workers';
import { type Check, look, ok } from '../doctor/check.ts';
import { checkCores } from '../doctor/cores-check.ts';
import {
  checkDatabase,
  checkDataDir,
  checkElectron,
  checkRenderer,
  checkSqlite,
} from '../doctor/installation-checks.ts';
import { checkThreads, checkTraining } from '../doctor/training-check.ts';
import type { Environment } from '../environment.ts';
import { type ExitCode, exitCode } from '../exit.ts';
import { addCommand } from '../options.ts';
import { openOutput } from '../output.ts';

export function addDoctorCommand(
  program: Command,
  environment: Environment,
  done: (code: ExitCode) => void,
): void {
  addCommand(program, 'doctor', 'check that everything the app needs is there and works').action(
    async ({ dataDir }: { dataDir: string }) => {
      const output = openOutput();
      let failed = false;
      for (const check of checks(environment, dataDir)) {
        const { level, message } = await look(check);
        failed ||= level === 'fail';
        await output.write(`${level.padEnd(4)}  ${check.name}: ${message}\n`);
      }
      done(failed ? exitCode.failed : exitCode.done);
    },
  );
}

function checks(environment: Environment, dataDir: string): Check[] {
  const { requiredNode, trainerEntry } = environment;
  return [
    // An older Node does not get this far: the entry refuses it.
    { name: 'Node', look: () => ok(`${process.versions.node} (${requiredNode} or later is needed)`) },
    { name: 'SQLite', look: () => checkSqlite(environment) },
    { name: 'data folder', look: () => checkDataDir(dataDir) },
    { name: 'database', look: () => checkDatabase(dataDir) },
    { name: 'cores', look: async () => checkCores(await countCores()) },
    { name: 'training', look: () => checkTraining(trainerEntry) },
    { name: 'threads', look: async () => checkThreads(trainerEntry, (await countCores()).cores) },
    { name: 'renderer', look: () => checkRenderer(environment) },
    { name: 'Electron', look: () => checkElectron(environment) },
  ];
}
