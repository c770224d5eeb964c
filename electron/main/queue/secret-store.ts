import { safeStorage } from 'electron';

/** The system's secret store: a key that only this user's apps can use. */
export interface SecretStore {
  /** False if the system has none, such as Linux without a keyring. Known once the app is ready. */
  isThere(): Promise<boolean>;
  seal(text: string): Promise<Buffer>;
  /** Rejects for what another user or machine has sealed. */
  open(sealed: Buffer): Promise<string>;
}

export const systemSecrets: SecretStore = {
  async isThere() {
    // Without a keyring, Linux "encrypts" with a publicly known password.
    const isPretended =
      process.platform === 'linux' &&
      ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
    return !isPretended && (await safeStorage.isAsyncEncryptionAvailable());
  },
  seal: (text) => safeStorage.encryptStringAsync(text),
  open: async (sealed) => (await safeStorage.decryptStringAsync(sealed)).result,
};
