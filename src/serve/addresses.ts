import { networkInterfaces } from 'node:os';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];
const wildcards = ['0.0.0.0', '::'];

/**
 * The Host headers under which the server answers. Any other name means that a page elsewhere has pointed its own
 * name at this machine (DNS rebinding). Addresses cannot be rebound, so a wildcard adds those of this machine.
 */
export function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const names = [...loopback, ...(wildcards.includes(host) ? machineAddresses() : [inUrl(host)])];
  // URL drops the port where the browser would: Host is `127.0.0.1` alone on port 80.
  return new Set(names.map((name) => new URL(`http://${name}:${port}`).host));
}

/** Whether `host` can be part of an address at all; whether it is of this machine shows in listening. */
export function isHost(host: string): boolean {
  return (
    host !== '' && URL.canParse(`http://${inUrl(host)}`) && new URL(`http://${inUrl(host)}`).pathname === '/'
  );
}

/** The address to give to a person: a wildcard is no place to go to. */
export function reachableOrigin(host: string, port: number): string {
  return new URL(`http://${wildcards.includes(host) ? '127.0.0.1' : inUrl(host)}:${port}`).origin;
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function machineAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.filter(({ scopeid }) => !scopeid).map(({ address }) => inUrl(address));
}
