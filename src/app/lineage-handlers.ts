import {
  AppError,
  forkIssues,
  formatIssues,
  isLive,
  type Handlers,
  type Place,
  type RunConfig,
  type RunDetail,
  type RunSummary,
} from '#api';
import { forkName, steeredConfig, steerName } from '#experiments';
import { createKeyedQueue } from './keyed-queue.ts';
import { requireMemory } from './run-memory.ts';
import { requireKnownConfig } from './known-config.ts';
import type { Services } from './services.ts';

/** Commands that continue from what was trained before. */
export function createLineageHandlers({
  store,
  training,
  events,
  settle,
}: Services): Pick<Handlers, 'resumeRuns' | 'forkRun' | 'steerRun'> {
  const inTurn = createKeyedQueue();

  async function branchOff(
    parent: RunDetail,
    epoch: number,
    config: RunConfig,
    name: string,
    place: Place,
  ): Promise<RunDetail> {
    requireBranch(parent, epoch, config, place);
    const { id } = parent;
    const ancestry = [...(await store.ancestryOf(id)), { config: parent.config, until: epoch }];
    const branch = { parentId: id, epoch, ancestry };
    const [fork] = await store.createRuns([{ config, name, place, branch }]);
    const detail = await store.getRun(fork!.id);
    training.submit([fork!]);
    events.runsChanged([id]);
    return detail;
  }

  /** Stops a run at its current epoch if it is training here; one that ends by itself meanwhile counts as ended. */
  async function halt(run: RunDetail): Promise<RunDetail> {
    if (!isLive(run.status)) return run;
    try {
      await training.stop([run.id]);
    } catch (thrown) {
      const after = await store.getRun(run.id);
      if (isLive(after.status)) throw thrown;
      return after;
    }
    return store.getRun(run.id);
  }

  return {
    async resumeRuns({ ids, epochs, place }) {
      training.requirePlace(place ?? 'here');
      const wanted = [...new Set(ids)];
      await settle(wanted);
      const found = await store.getRuns(wanted);
      found.forEach((run, index) => {
        requireKnownConfig(run);
        if (training.placeOf(run.place, place) !== 'workers') requireMemory(run.config, index, wanted.length);
      });
      const runs = await training.reopen(wanted, { epochs, place });
      return { runs };
    },

    async forkRun({ id, epoch, config, place = 'here' }) {
      training.requirePlace(place);
      const parent = await store.getRun(id);
      return branchOff(parent, epoch, config, config.name ?? forkName(parent.name, epoch), place);
    },

    // If two windows steer the same run, each gets its own branch, the second from where the first stopped it.
    steerRun: ({ id, epoch, config }) =>
      inTurn(id, async () => {
        const asked = await store.getRun(id);
        requireKept(asked);
        const steerAt = ({ epochsDone, divergedAt, branch }: RunDetail): readonly [number, RunConfig] => {
          const at = epoch ?? Math.min(epochsDone, divergedAt ?? epochsDone);
          return [at, steeredConfig(config, at, branch?.epoch ?? 0)];
        };
        // A refused request must not stop the run.
        requireBranch(asked, ...steerAt(asked), 'here');
        const parent = epoch === undefined ? await halt(asked) : asked;
        const [at, steered] = steerAt(parent);
        const name = steerName(parent.config, steered, at);
        return branchOff(parent, at, { ...steered, name }, name, 'here');
      }),
  };
}

function requireKept({ id, name, trashedAt }: RunSummary): void {
  if (trashedAt === null) return;
  throw new AppError(
    'conflict',
    `run ${name} (${id}) is in the trash and cannot be steered; restore it first`,
  );
}

/** Throws invalidInput with everything that speaks against it, and the errors of requireKnownConfig. */
function requireBranch(parent: RunSummary, epoch: number, fork: RunConfig, place: Place): void {
  requireKnownConfig(parent);
  const { config, branch, epochsDone, divergedAt } = parent;
  // The update of the epoch at which a run diverged was never applied.
  const lastEpoch = Math.min(epochsDone, divergedAt ?? epochsDone);
  const issues = forkIssues({ config, firstEpoch: branch?.epoch ?? 0, epochsDone: lastEpoch }, epoch, fork);
  if (issues.length > 0) throw new AppError('invalidInput', formatIssues(issues), { details: { issues } });
  if (place !== 'workers') requireMemory(fork);
}
