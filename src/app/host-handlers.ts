import { cpus } from 'node:os';
import { AppError, type Handlers, type HostInfo } from '#api';
import { engineVersion } from '#engine';
import { concurrencyKey } from './concurrency.ts';
import type { Services } from './services.ts';

type HostCommand = 'getHostInfo' | 'compactDatabase' | 'getPreferences' | 'setPreference' | 'setConcurrency';

export function createHostHandlers({
  store,
  training,
  host,
  events,
  log,
}: Services): Pick<Handlers, HostCommand> {
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
    async setPreference({ key, value, entries, source = null }) {
      if (key === concurrencyKey) {
        throw new AppError('invalidInput', `${concurrencyKey} is set with the command setConcurrency`);
      }
      const stored = await (entries
        ? store.setPreferenceEntries(key, entries)
        : store.setPreference(key, value));
      events.preferenceChanged(key, stored, source);
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
