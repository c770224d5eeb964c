import { describeIssues, formatIssues } from '#experiments';
import { AppError, type AppErrorData } from './app-error.ts';
import type { CommandName } from './command-names.ts';
import { commands, type CommandArguments, type CommandOutput } from './commands.ts';

/** What a host does for each command. Input is already validated. */
export type Handlers = {
  readonly [Name in CommandName]: (
    input: CommandArguments<Name>,
  ) => CommandOutput<Name> | Promise<CommandOutput<Name>>;
};

/** An answer as it crosses a transport. */
export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: AppErrorData };

/** Validates and runs one command. Never throws: every failure is an answer. */
export type Dispatch = (name: string, input: unknown) => Promise<Answer>;

/** The one gate between any transport and the services. `onDefect` hears of errors that are no AppError. */
export function createDispatcher(handlers: Handlers, onDefect: (error: unknown) => void): Dispatch {
  return async (name, input) => {
    try {
      if (!isCommand(name)) {
        const known = Object.keys(commands).join(', ');
        throw new AppError('notFound', `no command named ${JSON.stringify(name)}; known: ${known}`);
      }
      const value = await handlers[name](parseInput(name, input) as never);
      return { ok: true, value };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) onDefect(thrown);
      return { ok: false, error: AppError.from(thrown).toData() };
    }
  };
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function parseInput(name: CommandName, input: unknown): unknown {
  const result = commands[name].input.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const issues = describeIssues(result.error);
  throw new AppError('invalidInput', formatIssues(issues), { details: { issues } });
}
