import { describeIssues, formatIssues } from '#experiments';
import { AppError, type AppErrorData } from './app-error.ts';
import { commands, type Commands } from './commands/index.ts';
import type { Command, Contract, HandlersOf } from './contract.ts';
import { desktopCommands, type DesktopCommands } from './desktop/index.ts';

/** A host's implementation of each command. Input is already validated. */
export type Handlers = HandlersOf<Commands>;
/** The desktop's implementation of each command that only it has. */
export type DesktopHandlers = HandlersOf<DesktopCommands>;

/** A response as sent over a transport. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: AppErrorData };

/** Validates and runs one command. Never throws: every failure is a response. */
export type Dispatch = (name: string, input: unknown) => Promise<Answer>;

/** The only way from any transport to the services. `onDefect` receives errors that are not an AppError. */
export function createDispatcher(handlers: Handlers, onDefect: (error: unknown) => void): Dispatch {
  return dispatcherOf(commands, handlers, onDefect);
}

/** The same for the commands that only the desktop has. */
export function createDesktopDispatcher(
  handlers: DesktopHandlers,
  onDefect: (error: unknown) => void,
): Dispatch {
  return dispatcherOf(desktopCommands, handlers, onDefect);
}

function dispatcherOf<Of extends Contract>(
  contract: Of,
  handlers: HandlersOf<Of>,
  onDefect: (error: unknown) => void,
): Dispatch {
  return async (name, input) => {
    try {
      if (!Object.hasOwn(contract, name)) {
        const known = Object.keys(contract).join(', ');
        throw new AppError('notFound', `no command named ${JSON.stringify(name)}; known: ${known}`);
      }
      const value = await handlers[name]!(parseInput(contract[name]!, input) as never);
      return { ok: true, value };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) onDefect(thrown);
      return { ok: false, error: AppError.from(thrown).toData() };
    }
  };
}

function parseInput({ input: schema }: Command, input: unknown): unknown {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const issues = describeIssues(result.error);
  throw new AppError('invalidInput', formatIssues(issues), { details: { issues } });
}
