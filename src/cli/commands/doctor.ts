import type { Command } from 'commander';
import { countCores } from '#workers';
import { type Check, ok, runCheck } from '../doctor/check.ts';
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
import { type Done, exitCode } from '../exit.ts';
import { addCommand } from '../options.ts';
import { openOutput } from '../output.ts';

export function addDoctorCommand(program: Command, environment: Environment, done: Done): void {
  addCommand(program, 'doctor', 'check that everything the app needs is installed and works').action(
    async ({ dataDir }: { dataDir: string }) => {
      const output = openOutput();
      let failed = false;
      for (const check of checks(environment, dataDir)) {
        const { level, message } = await runCheck(check);
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
    { name: 'Node', run: () => ok(`${process.versions.node} (${requiredNode} or later is needed)`) },
    { name: 'SQLite', run: () => checkSqlite(environment) },
    { name: 'data folder', run: () => checkDataDir(dataDir) },
    { name: 'database', run: () => checkDatabase(dataDir) },
    { name: 'cores', run: async () => checkCores(await countCores()) },
    { name: 'training', run: () => checkTraining(trainerEntry) },
    { name: 'threads', run: async () => checkThreads(trainerEntry, (await countCores()).cores) },
    { name: 'renderer', run: () => checkRenderer(environment) },
    { name: 'Electron', run: () => checkElectron(environment) },
  ];
}
