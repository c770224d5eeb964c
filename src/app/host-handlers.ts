import { cpus } from 'node:os';
import { AppError, type Handlers, type HostInfo } from '#api';
import { engineVersion } from '#engine';
import { computeKeys } from './compute.ts';
import type { Services } from './services.ts';

type HostCommand =
  | 'getHostInfo'
  | 'compactDatabase'
  | 'getPreferences'
  | 'setPreference'
  | 'setConcurrency'
  | 'setThreads';

export function createHostHandlers({
  store,
  compute,
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
    concurrency: compute.concurrency,
    threads: compute.threads,
    cores: compute.cores,
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
      const command = computeKeys.get(key);
      if (command) throw new AppError('invalidInput', `${key} is set with the command ${command}`);
      const stored = await (entries
        ? store.setPreferenceEntries(key, entries)
        : store.setPreference(key, value));
      events.preferenceChanged(key, stored, source);
      return null;
    },
    async setConcurrency({ concurrency }) {
      await compute.setConcurrency(concurrency);
      return getHostInfo();
    },
    async setThreads({ threads }) {
      await compute.setThreads(threads);
      return getHostInfo();
    },
  };
}
