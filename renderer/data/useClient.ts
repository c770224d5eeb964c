import type { Client } from '#api';
import { useHost } from './host.ts';

/** One method per command of the contract; each rejects with an AppError. */
export function useClient(): Client {
  return useHost().client;
}
