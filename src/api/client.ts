import { commandNames, type CommandName } from './command-names.ts';
import type { CommandInput, CommandOutput } from './commands.ts';
import type { Transport } from './transport.ts';

type Optional<Input> = Record<never, never> extends Input ? [input?: Input] : [input: Input];

/** One method per command. */
export type Client = {
  readonly [Name in CommandName]: (...input: Optional<CommandInput<Name>>) => Promise<CommandOutput<Name>>;
};

/** The typed face of a transport: `client.getRun({ id })`. Methods reject with an AppError. */
export function createClient(transport: Pick<Transport, 'request'>): Client {
  const methods = commandNames.map((name) => [name, (input: unknown = {}) => transport.request(name, input)]);
  return Object.fromEntries(methods) as Client;
}
