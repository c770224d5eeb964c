import { startThreadAhead } from './started-thread.ts';

// A process that exits while a store thread is loading; a test of that runs it.

startThreadAhead(process.argv[2]!);
process.exit(3);
