import type { StorageContext } from './storage-methods.ts';

/** Context of a read-only connection: it has no session and settles nothing. */
export const onlooker: StorageContext = {
  origin: { session: '', appVersion: '', engineVersion: '', platform: '', host: 'cli' },
  takesQueue: false,
  locks: { isAlive: () => true },
};
