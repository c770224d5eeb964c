import { cpus } from 'node:os';
import { AppError, type Handlers, type HostInfo } from '#api';
import { engineVersion } from '#engine';
import type { Services } from './services.ts';

/** The preference that keeps how many runs train at the same time. */
export const concurrencyKey = 'concurrency';

type HostCommand = 'getHostInfo' | 'getPreferences' | 'setPreference' | 'setConcurrency';

export function createHostHandlers({ store, training, host, log }: Services): Pick<Handlers, HostCommand> {
  const getHostInfo = (): HostInfo => ({
    host: host.kind,
    appVersion: host.appVersion,
    engineVersion,
    platform: `${process.platform}-${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    nodeVersion: process.versions.node,
    concurrency: host.concurrency,
    dataDir: host.dataDir,
    databaseBytes: store.sizeBytes(),
    logFile: log.file,
  });

  return {
    getHostInfo,
    getPreferences: () => store.getPreferences(),
    setPreference({ key, value }) {
      if (key === concurrencyKey) {
        throw new AppError('invalidInput', `${concurrencyKey} is set with the command setConcurrency`);
      }
      store.setPreference(key, value);
      return null;
    },
    setConcurrency({ concurrency }) {
      store.setPreference(concurrencyKey, concurrency);
      host.concurrency = concurrency;
      training.setConcurrency(concurrency);
      return getHostInfo();
    },
  };
}
