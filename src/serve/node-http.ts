/**
 * Node's `http`, without `import`: an import reads each of its exports, and one of them loads Node's whole fetch client, which takes about
 * 60 ms of CPU and is not used.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');
