import { commandNames } from './command-names.ts';
import type { Commands } from './commands/index.ts';
import type { ClientOf } from './contract.ts';
import { desktopCommandNames, type DesktopCommands } from './desktop/index.ts';
import type { Transport } from './transport.ts';

/** One method per command. */
export type Client = ClientOf<Commands>;

/** One method per command that only the desktop has. */
export type DesktopClient = ClientOf<DesktopCommands>;

/** The typed client of a transport: `client.getRun({ id })`. Methods reject with an AppError. */
export function createClient(transport: Pick<Transport, 'request'>): Client {
  return methods(commandNames, transport) as Client;
}

/** The same for the desktop's own commands, which any other host refuses. */
export function createDesktopClient(transport: Pick<Transport, 'request'>): DesktopClient {
  return methods(desktopCommandNames, transport) as DesktopClient;
}

function methods(names: readonly string[], transport: Pick<Transport, 'request'>): object {
  return Object.fromEntries(
    names.map((name) => [name, (input: unknown = {}) => transport.request(name, input)]),
  );
}
