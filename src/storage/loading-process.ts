import { startThreadAhead } from './started-thread.ts';

// A process that ends while a thread of the store loads; the test of that runs it.

startThreadAhead(process.argv[2]!);
process.exit(3);
