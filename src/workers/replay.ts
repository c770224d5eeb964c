import {
  branchState,
  createTraining,
  type TableSamples,
  type TrainingStage,
  type TrainingState,
} from '#engine';
import { createNetworkWith, type ThreadCrew } from './crew.ts';
import type { Mailbox } from './mailbox.ts';
import type { TrainingTask } from './protocol.ts';
import { sliceMs } from './slice.ts';

const reportIntervalMs = 100;

/**
 * Trains the stages of a run before its own config, and records nothing. Resolves to the state in which the run itself starts, undefined
 * for its epoch 0, or to `stopped`.
 * @param stage the first stage to train, an index into `ancestry`; its length if there is none
 * @param from a state of that stage; undefined starts at epoch 0
 */
export async function replay(
  { ancestry, config, table }: TrainingTask & { readonly table: TableSamples | null },
  stage: number,
  from: TrainingState | undefined,
  crew: ThreadCrew,
  mailbox: Mailbox,
): Promise<TrainingState | undefined | 'stopped'> {
  const report = createReport(mailbox);
  let state = from;
  for (let index = stage; index < ancestry.length; index++) {
    const before = ancestry[index]!;
    const reached = await trainTo(before, state, table, crew, mailbox, report);
    if (reached === 'stopped') return reached;
    state = branchState(reached, before.config, ancestry[index + 1]?.config ?? config);
  }
  return state;
}

async function trainTo(
  { config, until }: TrainingStage,
  from: TrainingState | undefined,
  table: TableSamples | null,
  crew: ThreadCrew,
  mailbox: Mailbox,
  report: (epoch: number) => void,
): Promise<TrainingState | 'stopped'> {
  // A state of a later stage at the same epoch counts as reached too, and need not fit this stage's config.
  if (from !== undefined && from.epoch >= until) return from;
  const training = createTraining(config, { createNetwork: createNetworkWith(crew), from, table });
  const row = new Float64Array(training.rowLength);
  while (training.epoch < until) {
    report(training.epoch);
    if (!(await mailbox.waitWhilePaused())) return 'stopped';
    const end = performance.now() + sliceMs;
    while (training.epoch < until && performance.now() < end) {
      if (training.advance(1, row) === 0) {
        throw new Error(`an ancestor of this run ends at epoch ${training.epoch}, before ${until}`);
      }
    }
  }
  return training.state();
}

function createReport({ runId, post }: Mailbox): (epoch: number) => void {
  let reportedAt = -Infinity;
  return (epoch) => {
    if (performance.now() - reportedAt < reportIntervalMs) return;
    reportedAt = performance.now();
    post({ kind: 'replaying', runId, epoch });
  };
}
