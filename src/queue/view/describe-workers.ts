import type { SeenWorker } from '#workers';
import { engineVersion } from '#engine';
import type { RunOfWorker, WorkerPresence } from '../wire/index.ts';
import type { OtherWorker, Presences } from './read-presence.ts';

/** Workers as the host `hostId` sees them, sorted by name. */
export function describeWorkers({ now, workers, otherWorkers }: Presences, hostId: string): SeenWorker[] {
  return [
    ...workers.map((worker) => describe(worker, now, hostId)),
    ...otherWorkers.map((worker) => describeOther(worker, now)),
  ].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }) || (a.id < b.id ? -1 : 1));
}

function describe(worker: WorkerPresence, now: number, hostId: string): SeenWorker {
  const { id, name, machine, pid, slots, cores, v8Version, variants, state, trouble, running, seenAt } =
    worker;
  return {
    ...{ id, name, machine, pid, slots, cores, v8Version, state, trouble },
    engineVersion: worker.engineVersion,
    kernelVariants: variants,
    refusal: worker.engineVersion === engineVersion ? null : refusalOf(worker.engineVersion),
    lastSeenAt: new Date(seenAt).toISOString(),
    silentMs: Math.max(0, now - seenAt),
    epochsPerSecond: running.reduce((sum, run) => sum + run.epochsPerSecond, 0),
    training: running.map((run) => describeRun(run, hostId)),
  };
}

const describeRun = (
  { host, run, state, epoch, epochsPerSecond }: RunOfWorker,
  hostId: string,
): SeenWorker['training'][number] => ({
  runId: host === hostId ? run : null,
  ...{ state, epoch, epochsPerSecond },
});

function describeOther({ id, name, engineVersion: engine }: OtherWorker, now: number): SeenWorker {
  return {
    ...{ id, name, machine: '–', pid: null, slots: null, cores: null, v8Version: null, trouble: null },
    ...{ engineVersion: engine, kernelVariants: [], state: 'ready' },
    refusal: engine === engineVersion ? 'its version is incompatible with this host' : refusalOf(engine),
    ...{ lastSeenAt: new Date(now).toISOString(), silentMs: 0, epochsPerSecond: 0, training: [] },
  };
}

function refusalOf(theirs: string): string {
  return `its engine is ${theirs}, this host's is ${engineVersion}: it could not reproduce runs bit for bit`;
}
