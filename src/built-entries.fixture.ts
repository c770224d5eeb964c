import { join } from 'node:path';

// What tests start in processes and threads of its own, as users have it: bundled, it starts in a third of the time that its
// sources take. The global set-up of the tests builds it.

const built = (file: string): string => join(import.meta.dirname, '../out/main', file);

export const cliEntry = built('cli.js');
export const trainerEntry = built('trainer.js');
export const threadEntry = built('thread.js');
export const storageEntry = built('storage.js');
