import { type Command, InvalidArgumentError } from 'commander';
import type { ThreadCount } from '#api';
import { currentFolder } from '#app';

/** Creates a command with the option that all of them have. */
export function addCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option('--data-dir <dir>', 'the folder of the database (default: that of the desktop app)')
    .hook('preAction', (command) => {
      if (command.getOptionValue('dataDir') === undefined) command.setOptionValue('dataDir', currentFolder());
    });
}

/** Collects the values of a repeatable option. */
export function collect(value: string, values: readonly string[] = []): string[] {
  return [...values, value];
}

/** An integer from 0. */
export function parseEpoch(text: string): number {
  return parseWhole(text, 0, Number.MAX_SAFE_INTEGER, 'a whole number from 0');
}

/** An integer from 1. */
export function parseCount(text: string): number {
  return parseWhole(text, 1, Number.MAX_SAFE_INTEGER, 'a whole number from 1');
}

/** `auto` or an integer from 1; more than there are cores are refused later. */
function parseThreads(text: string): ThreadCount {
  const allowed = 'auto, or a whole number from 1 to the number of cores';
  return text === 'auto' ? text : parseWhole(text, 1, Number.MAX_SAFE_INTEGER, allowed);
}

/** For commands that train: how many threads train a run. If absent, the command's own default applies. */
export function addThreadsOption(command: Command): Command {
  return command.option(
    '--threads <n>',
    'threads per run where cores are free; auto uses as many as make it faster (default: auto; serve: as in Settings)',
    parseThreads,
  );
}

export function parsePort(text: string): number {
  return parseWhole(text, 0, 65_535, 'a whole number from 0 to 65535');
}

/** An integer in this range; `allowed` describes the range. */
export function parseWhole(text: string, min: number, max: number, allowed: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new InvalidArgumentError(`allowed: ${allowed}`);
}
