/**
 * Node's `http`, without `import`: that reads each of its exports, and one of them loads Node's whole fetch client, a fifth
 * of the time that serve takes to start.
 */
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');
