import { AppError } from '#api';
import type { QueueAddress } from './address.ts';

type Words = (label: string, error: Error, tls: boolean) => string;

/** What is wrong, by what the system or Redis said about it, and what to do. The first match applies. */
const causes: readonly (readonly [RegExp, Words])[] = [
  [/ENOTFOUND|EAI_AGAIN/, (label) => `the host name of ${label} cannot be resolved; check it`],
  [
    /ECONNREFUSED/,
    (label) => `${label} refuses connections; is Redis running there, and does it listen on that address?`,
  ],
  [
    /EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/,
    (label) => `there is no route to ${label}; check the network and the firewall`,
  ],
  [
    /ETIMEDOUT|Command timed out|Socket timeout/,
    (label, _error, tls) =>
      `${label} does not answer; check the network, the firewall and the port${tls ? ', and that it speaks TLS there' : ''}`,
  ],
  [
    /WRONGPASS|invalid username-password|invalid password/,
    (label) => `${label} rejects the user or the password; check both`,
  ],
  [
    /DENIED .*protected mode/,
    (label) =>
      `${label} has no password, so it accepts no connections from other machines; give it one (requirepass)`,
  ],
  [/NOAUTH/, (label) => `${label} asks for a password: redis://USER:PASSWORD@HOST:PORT`],
  [/without any password configured/, (label) => `${label} has no password, and was given one; leave it out`],
  [
    /DB index is out of range|invalid DB index/,
    (label) => `${label} has no database with that number; 0 always exists`,
  ],
  [
    /ERR_TLS_CERT_ALTNAME_INVALID/,
    (label) => `the certificate of ${label} is for another name; use the name that it was issued for`,
  ],
  [
    /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/,
    (label) =>
      `the certificate of ${label} is not signed by anyone that this machine trusts; set NODE_EXTRA_CA_CERTS to a file of certificates to trust`,
  ],
  [/CERT_HAS_EXPIRED/, (label) => `the certificate of ${label} has expired`],
  [
    /CERT_NOT_YET_VALID/,
    (label) => `the certificate of ${label} is not valid yet; check this machine's clock`,
  ],
  [
    /ERR_SSL|EPROTO|SSL routines|wrong version number/,
    (label) => `${label} does not speak TLS there; use redis:// or its port for TLS`,
  ],
  [
    /NOPERM/,
    (label, { message }) =>
      `the user of ${label} lacks a permission (${firstLine(message)}); it needs ~lambdascope:* &lambdascope:* +@all -@dangerous +info`,
  ],
  [/READONLY/, (label) => `${label} is a read-only replica; use the address of its primary`],
  [
    /OOM command/,
    (label) => `Redis at ${label} is full; raise its maxmemory, or wait until hosts have stored its results`,
  ],
  [/MISCONF/, (label) => `Redis at ${label} cannot write to its disk and refuses writes; see its log`],
  [/LOADING/, (label) => `Redis at ${label} is still loading its data; this takes a moment`],
  [
    /WRONGTYPE/,
    (label) =>
      `keys under lambdascope: at ${label} belong to another program; use another database number or another Redis`,
  ],
  [
    /CROSSSLOT|MOVED|CLUSTERDOWN/,
    (label) => `${label} is a Redis Cluster, which is not supported; use a single Redis or Valkey`,
  ],
  [
    /ECONNRESET|EPIPE|Connection is closed|Socket closed/,
    (label) =>
      `the connection to ${label} broke; if this persists, check that it is Redis, and uses TLS only if the address says so`,
  ],
  [
    /Protocol error|ParserError|unexpected reply/i,
    (label) => `the server at ${label} is not Redis; check the port`,
  ],
];

/** What is wrong with the queue, in one line that never contains the password. */
export function queueTrouble(address: QueueAddress, thrown: unknown): string {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { code } = error as NodeJS.ErrnoException;
  const said = `${code ?? ''} ${error.message} ${error.name}`;
  const known = causes.find(([pattern]) => pattern.test(said));
  if (known) return known[1](address.label, error, address.tls);
  const { password } = address;
  const message = firstLine(error.message);
  const safe = password === null ? message : message.replaceAll(password, '***');
  return `the queue at ${address.label} does not work: ${safe}`;
}

/** Such a failure as an error for the user. */
export function queueError(address: QueueAddress, thrown: unknown): AppError {
  return thrown instanceof AppError
    ? thrown
    : new AppError('connectionLost', queueTrouble(address, thrown), { cause: thrown });
}

/**
 * Whether the queue as a whole cannot be used now, whatever the command: this is reported for the queue, and the command is repeated later.
 */
export function isRefusal(thrown: unknown): boolean {
  return /Connection is closed|Socket|ECONN|ETIMEDOUT|EPIPE|LOADING|READONLY|OOM|MISCONF|UNBLOCKED|Command timed out/.test(
    String(thrown),
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!.slice(0, 200);
}
