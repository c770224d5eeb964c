import { networkInterfaces } from 'node:os';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];
const wildcards = ['0.0.0.0', '::'];

/**
 * The Host headers that the server answers. Any other name means that a page elsewhere has pointed its own name at this machine (DNS
 * rebinding). Addresses cannot be rebound, so a wildcard adds those of this machine.
 */
export function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const names = [...loopback, ...(wildcards.includes(host) ? machineAddresses() : [inUrl(host)])];
  // URL drops the port like a browser does: on port 80, Host is just `127.0.0.1`.
  return new Set(names.map((name) => new URL(`http://${name}:${port}`).host));
}

/** Whether `host` has the form of an address; only listening shows whether it belongs to this machine. */
export function isHost(host: string): boolean {
  return (
    host !== '' && URL.canParse(`http://${inUrl(host)}`) && new URL(`http://${inUrl(host)}`).pathname === '/'
  );
}

/** The address to show to the user: a wildcard cannot be opened. */
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
