import type * as Electron from 'electron';
import { hardness } from './asked.ts';
import type { Fits } from './surface.ts';

// shell/browser/api/electron_api_safe_storage.cc, v45: encrypted data begins with the version of its key, and anything else is refused.
const version = 'v11';

class StandInSafeStorage {
  getSelectedStorageBackend(): ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> {
    return hardness.hasSecretStore ? 'gnome_libsecret' : 'basic_text';
  }

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return Promise.resolve(true);
  }

  encryptStringAsync(plainText: string): Promise<Buffer> {
    return Promise.resolve(Buffer.concat([Buffer.from(version), flipped(Buffer.from(plainText))]));
  }

  decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    if (encrypted.subarray(0, version.length).toString() !== version) {
      return Promise.reject(new Error('Error while decrypting the ciphertext provided to safeStorage.'));
    }
    const result = flipped(encrypted.subarray(version.length)).toString();
    return Promise.resolve({ shouldReEncrypt: false, result });
  }
}

const flipped = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));

export const safeStorage: Fits<StandInSafeStorage, Electron.SafeStorage> = new StandInSafeStorage();
