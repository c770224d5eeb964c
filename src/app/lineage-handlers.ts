import { AppError, forkIssues, formatIssues, type Handlers, type RunConfig, type RunSummary } from '#api';
import { forkName } from '#experiments';
import { requireMemory } from './run-memory.ts';
import { requireKnownConfig } from './known-config.ts';
import type { Services } from './services.ts';

/** Commands that go on from what was trained before. */
export function createLineageHandlers({
  store,
  training,
  events,
  settle,
}: Services): Pick<Handlers, 'resumeRuns' | 'forkRun'> {
  return {
    async resumeRuns({ ids, epochs, place }) {
      training.requirePlace(place ?? 'here');
      const wanted = [...new Set(ids)];
      await settle(wanted);
      const found = await store.getRuns(wanted);
      found.forEach((run, index) => {
        if (training.placeOf(run.place, place) !== 'workers') requireMemory(run.config, index, wanted.length);
      });
      const runs = await training.reopen(wanted, { epochs, place });
      return { runs };
    },

    async forkRun({ id, epoch, config, place = 'here' }) {
      training.requirePlace(place);
      const parent = await store.getRun(id);
      requireKnownConfig(parent);
      requireForkable(parent, epoch, config);
      if (place !== 'workers') requireMemory(config);
      const ancestry = [...(await store.ancestryOf(id)), { config: parent.config, until: epoch }];
      const name = config.name ?? forkName(parent.name, epoch);
      const [fork] = await store.createRuns([
        { config, name, place, branch: { parentId: id, epoch, ancestry } },
      ]);
      const detail = await store.getRun(fork!.id);
      training.submit([fork!]);
      events.runsChanged([id]);
      return detail;
    },
  };
}

/** Throws invalidInput with all that speaks against it. */
function requireForkable(
  { config, branch, epochsDone, divergedAt }: RunSummary,
  epoch: number,
  fork: RunConfig,
): void {
  // The update of the epoch at which a run diverged was never made.
  const lastEpoch = Math.min(epochsDone, divergedAt ?? epochsDone);
  const issues = forkIssues({ config, firstEpoch: branch?.epoch ?? 0, epochsDone: lastEpoch }, epoch, fork);
  if (issues.length > 0) throw new AppError('invalidInput', formatIssues(issues), { details: { issues } });
}
