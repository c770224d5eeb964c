import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import type { CoreCount } from '#api';
import { type ReadText, readCpuQuota } from './cgroup-quota.ts';
import { parseCpuList } from './cpu-list.ts';

/** Where the numbers come from. */
export interface CoreSource {
  readonly platform: NodeJS.Platform;
  readonly read: ReadText;
  readonly processors: () => number;
  /** Queries macOS's sysctl for a name. Rejects if there is no such value. */
  readonly sysctl: (name: string) => Promise<string>;
}

const thisMachine: CoreSource = {
  platform: process.platform,
  read: readText,
  processors: availableParallelism,
  sysctl: async (name) => (await promisify(execFile)('/usr/sbin/sysctl', ['-n', name])).stdout,
};

/**
 * Counts the usable cores, taking affinity and control groups into account, and counting hyper-threads as parts of their core. A quota is
 * rounded down, because a thread that waits for its share of time delays those that wait for it. Windows reports hyper-threads only to
 * native code: there each processor counts as a core. Cheap enough to call every few seconds.
 */
export async function countCores(source: CoreSource = thisMachine): Promise<CoreCount> {
  const allowed = source.platform === 'linux' ? allowedProcessors(source.read) : null;
  const processors = Math.max(1, allowed?.length ?? source.processors());
  const quota = source.platform === 'linux' ? readCpuQuota(source.read) : null;
  const physical = allowed === null ? await physicalCores(source, processors) : coresOf(allowed, source.read);
  return {
    cores: Math.max(1, Math.floor(Math.min(physical ?? processors, quota ?? Infinity))),
    processors,
    physical,
    quota,
  };
}

/** Null if Linux does not say. */
function allowedProcessors(read: ReadText): readonly number[] | null {
  const line = /^Cpus_allowed_list:(.*)$/m.exec(read('/proc/self/status') ?? '');
  return line && parseCpuList(line[1]!);
}

/** Processors of the same core list the same siblings; null if one lists none. */
function coresOf(processors: readonly number[], read: ReadText): number | null {
  const siblings = processors.map((processor) =>
    read(`/sys/devices/system/cpu/cpu${processor}/topology/thread_siblings_list`),
  );
  return siblings.includes(null) ? null : new Set(siblings).size;
}

/** On macOS, a process may use all of them. */
async function physicalCores({ platform, sysctl }: CoreSource, processors: number): Promise<number | null> {
  if (platform !== 'darwin') return null;
  const count = Number(await sysctl('hw.physicalcpu').catch(() => NaN));
  return Number.isInteger(count) && count > 0 ? Math.min(count, processors) : null;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
