export { startServer, type RunningServer, type ServedApp, type ServerOptions } from './server.ts';
export { commandHeader } from './request-gate.ts';
