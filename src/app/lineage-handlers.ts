import { AppError, forkIssues, formatIssues, type Handlers } from '#api';
import { runName } from '#experiments';
import { requireMemory } from './run-memory.ts';
import type { Services } from './services.ts';

/** Commands that go on from what was trained before. */
export function createLineageHandlers({
  store,
  training,
  events,
}: Services): Pick<Handlers, 'resumeRuns' | 'forkRun'> {
  return {
    resumeRuns({ ids, epochs }) {
      training.retryOutcomes(); // a run that ended on a full disk has not ended for the store
      const wanted = [...new Set(ids)];
      store.getRuns(wanted).forEach(({ config }, index) => requireMemory(config, index, wanted.length));
      const runs = store.reopenRuns(wanted, epochs);
      training.submit(runs);
      return { runs: store.getRuns(wanted) };
    },

    forkRun({ id, epoch, config }) {
      const parent = store.getRun(id);
      const firstEpoch = parent.branch?.epoch ?? 0;
      const issues = forkIssues(
        { config: parent.config, firstEpoch, epochsDone: parent.epochsDone },
        epoch,
        config,
      );
      if (issues.length > 0)
        throw new AppError('invalidInput', formatIssues(issues), { details: { issues } });
      requireMemory(config);
      const ancestry = [...store.ancestryOf(id), { config: parent.config, until: epoch }];
      const name = config.name ?? runName(Math.random);
      const [fork] = store.createRuns([{ config, name, branch: { parentId: id, epoch, ancestry } }]);
      training.submit([fork!]);
      events.runsChanged([id]);
      return store.getRun(fork!.id);
    },
  };
}
