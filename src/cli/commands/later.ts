import type { Command } from 'commander';
import { UsageError } from '../exit.ts';

const later = {
  sweep: 'train a grid of runs',
};

/** Commands whose names are taken: they say in one line that they cannot be used yet. */
export function addLaterCommands(program: Command): void {
  for (const [name, purpose] of Object.entries(later)) {
    program
      .command(name)
      .description(`${purpose} (not available yet)`)
      .argument('[arguments...]')
      .allowUnknownOption()
      .action(() => {
        throw new UsageError(
          `${name} is not available yet; available: run, resume, fork, list, show, export, serve, doctor`,
        );
      });
  }
}
