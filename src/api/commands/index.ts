import type { CommandName } from '../command-names.ts';
import type { ArgumentsOf, InputOf, OutputOf } from '../contract.ts';
import { dataCommands } from './data-commands.ts';
import { hostCommands } from './host-commands.ts';
import { importCommands } from './import-commands.ts';
import { measurementCommands } from './measurement-commands.ts';
import { queueCommands } from './queue-commands.ts';
import { runCommands } from './run-commands.ts';
import { sweepCommands } from './sweep-commands.ts';
import { verificationCommands } from './verification-commands.ts';

export type * from './data-commands.ts';
export type * from './host-commands.ts';
export type * from './measurement-commands.ts';
export type * from './run-commands.ts';
export type * from './sweep-commands.ts';
export type * from './verification-commands.ts';

/** The contract: everything that a renderer, a script or a test can ask a host to do. */
export const commands = {
  ...hostCommands,
  ...runCommands,
  ...measurementCommands,
  ...sweepCommands,
  ...dataCommands,
  ...importCommands,
  ...queueCommands,
  ...verificationCommands,
} as const satisfies Readonly<Record<CommandName, unknown>>;

export type Commands = typeof commands;
/** What a caller passes: fields with defaults may be absent. */
export type CommandInput<Name extends CommandName> = InputOf<Commands[Name]>;
/** What a handler receives: validated, with every default filled in. */
export type CommandArguments<Name extends CommandName> = ArgumentsOf<Commands[Name]>;
export type CommandOutput<Name extends CommandName> = OutputOf<Commands[Name]>;
