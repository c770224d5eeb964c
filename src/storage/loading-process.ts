import { createStorageThread } from './storage-thread.ts';

// A process that ends while a thread of the store loads; the test of that runs it.

const [entry, file] = process.argv.slice(2) as [string, string];
createStorageThread({ entry, data: () => ({ role: 'read', given: file }) }).load();
process.exit(3);
