import { AppError } from '#api';

/** The location of the queue. `password` is used for the connection and nowhere else. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly database: number;
  readonly username: string | null;
  readonly password: string | null;
  /** The address for display, without the password. */
  readonly label: string;
}

const allowed = 'redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE], or rediss:// for TLS';
const maxDatabase = 65_535;

/** Parses the address of a queue. Throws invalidInput, with a message that never contains the password. */
export function parseQueueAddress(text: string): QueueAddress {
  const url = URL.parse(text.trim());
  if (url === null) throw refuse('something that is not an address');
  const scheme = url.protocol.slice(0, -1);
  if (scheme !== 'redis' && scheme !== 'rediss') {
    // "secret@host" parses as a scheme, too.
    throw refuse(/^[a-z]{1,10}$/.test(scheme) ? `an address of ${scheme}:` : 'an address of another kind');
  }
  if (url.hostname === '') throw refuse('an address without a host');
  if (url.search !== '' || url.hash !== '')
    throw refuse('an address with ? or #, which must be written %3F and %23');
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? 6379 : Number(url.port);
  const username = decode(url.username);
  const password = decode(url.password);
  const database = databaseOf(url.pathname);
  const tls = scheme === 'rediss';
  const user = username === null ? '' : `${username}@`;
  const shown = host.includes(':') ? `[${host}]` : host;
  const label = `${scheme}://${user}${shown}:${port}${database === 0 ? '' : `/${database}`}`;
  return { host, port, tls, database, username, password, label };
}

function databaseOf(path: string): number {
  const text = path.replace(/^\//, '');
  const database = Number(text);
  if (/^\d*$/.test(text) && database <= maxDatabase) return database;
  throw new AppError(
    'invalidInput',
    `got the database ${JSON.stringify(text.slice(0, 40))} in the queue's address; allowed: a number from 0 to ${maxDatabase}, as in redis://HOST:6379/0`,
  );
}

function decode(part: string): string | null {
  if (part === '') return null;
  try {
    return decodeURIComponent(part);
  } catch {
    throw refuse('an address with an invalid % in its user or password (write %25)');
  }
}

function refuse(what: string): AppError {
  return new AppError('invalidInput', `got ${what} for the queue; allowed: ${allowed}`);
}
