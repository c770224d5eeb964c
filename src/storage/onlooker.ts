import type { StorageContext } from './storage-methods.ts';

/** Who only reads has no session of its own and settles nothing. */
export const onlooker: StorageContext = {
  origin: { session: '', appVersion: '', engineVersion: '', platform: '', host: 'cli' },
  takesQueue: false,
  locks: { isAlive: () => true },
};
