import { rmSync } from 'node:fs';
import { AppError } from '#api';
import { notKept, readKept, writeKept } from '#app';
import type { SecretStore } from './secret-store.ts';

export const queueFileName = 'queue.json';

/** A queue's address, including its password, as stored between starts. */
export interface KeptAddress {
  /** Null if none is stored. Rejects with notReadable if it can no longer be unsealed, as after a move to another machine. */
  read(): Promise<string | null>;
  /** Throws AppError folderNotWritable or storageFull; the previously stored address then remains. */
  keep(address: string): Promise<void>;
  forget(): void;
  /** Whether the system's secret store seals it. */
  isSealed(): Promise<boolean>;
}

/** Stores it in `file`, sealed where the system has a secret store; either way only its owner may read the file. */
export function createKeptAddress(file: string, secrets: SecretStore): KeptAddress {
  return {
    isSealed: () => secrets.isThere(),
    async read() {
      const { address, sealed } = readKept(file);
      if (typeof sealed !== 'string') return typeof address === 'string' ? address : null;
      try {
        return await secrets.open(Buffer.from(sealed, 'base64'));
      } catch (cause) {
        const message = `the queue's address in ${file} cannot be read: it was encrypted for another user or machine; set it again in Settings`;
        throw new AppError('notReadable', message, { cause });
      }
    },
    async keep(address) {
      const kept = (await secrets.isThere())
        ? { sealed: (await secrets.seal(address)).toString('base64') }
        : { address };
      try {
        writeKept(file, kept, 0o600);
      } catch (cause) {
        throw notKept("the queue's address", file, cause);
      }
    },
    forget: () => rmSync(file, { force: true }),
  };
}
