export { startServer, type RunningServer, type ServedApp, type ServerOptions } from './server.ts';
