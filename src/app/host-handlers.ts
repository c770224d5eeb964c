import { cpus } from 'node:os';
import { AppError, type Handlers, type HostInfo } from '#api';
import { engineVersion } from '#engine';
import type { Services } from './services.ts';

/** The preference that keeps how many runs train at the same time. */
export const concurrencyKey = 'concurrency';

type HostCommand = 'getHostInfo' | 'compactDatabase' | 'getPreferences' | 'setPreference' | 'setConcurrency';

export function createHostHandlers({ store, training, host, log }: Services): Pick<Handlers, HostCommand> {
  const getHostInfo = async (): Promise<HostInfo> => ({
    host: host.kind,
    appVersion: host.appVersion,
    engineVersion,
    platform: `${process.platform}-${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    nodeVersion: process.versions.node,
    concurrency: host.concurrency,
    dataDir: host.dataDir,
    databaseBytes: await store.sizeBytes(),
    logFile: log.file,
    databaseFreeBytes: await store.freeBytes(),
  });

  return {
    getHostInfo,
    compactDatabase: () => store.compact(),
    getPreferences: () => store.getPreferences(),
    async setPreference({ key, value }) {
      if (key === concurrencyKey) {
        throw new AppError('invalidInput', `${concurrencyKey} is set with the command setConcurrency`);
      }
      await store.setPreference(key, value);
      return null;
    },
    async setConcurrency({ concurrency }) {
      await store.setPreference(concurrencyKey, concurrency);
      host.concurrency = concurrency;
      training.setConcurrency(concurrency);
      return getHostInfo();
    },
  };
}
