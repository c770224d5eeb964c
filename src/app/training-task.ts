import type { TrainingStage } from '#engine';
import { configProblem, type Store, unknownConfig } from '#storage';
import { decodeCheckpoint, type TrainingTask } from '#workers';

/** Reads what a trainer needs for a stored run: its config, and the newest state to resume from. Throws notReadable. */
export function createTaskReader(
  store: Pick<Store, 'getRuns' | 'findRuns' | 'ancestryOf' | 'checkpointsOf'>,
): (id: string) => Promise<TrainingTask> {
  /** The run that this one branched off; null if it starts at epoch 0 or cannot be read, or if its parent was deleted. */
  async function parentOf(id: string): Promise<string | null> {
    const branch = (await store.findRuns([id])).runs[0]?.branch;
    return !branch || branch.parentName === null ? null : branch.parentId;
  }

  /** Searches the run itself, then its ancestors; null if training has to start from epoch 0. */
  async function findStart(id: string, ancestry: readonly TrainingStage[]): Promise<TrainingTask['from']> {
    let run: string | null = id;
    for (let stage = ancestry.length; run !== null && stage >= 0; stage--) {
      const ended = ancestry[stage];
      // A checkpoint after an ancestor's last planned epoch may include the validation that only a last epoch gets.
      const upToEpoch = ended && Math.min(ended.until, ended.config.epochs - 1);
      const found = (await store.checkpointsOf(run, upToEpoch)).find(({ bytes }) => isReadable(bytes));
      if (found !== undefined) return { stage, checkpoint: found.bytes };
      run = await parentOf(run);
    }
    return null;
  }

  return async (id) => {
    const [run] = await store.getRuns([id]);
    const ancestry = await store.ancestryOf(id);
    const { config, name } = run!;
    for (const part of [config, ...ancestry.map((stage) => stage.config)]) {
      const problem = configProblem(part);
      if (problem !== null) throw unknownConfig({ id, name }, problem);
    }
    return { config, ancestry, from: await findStart(id, ancestry) };
  };
}

/** False for a checkpoint that is damaged, or has another version's format: an older one may do. */
function isReadable(checkpoint: Uint8Array): boolean {
  try {
    decodeCheckpoint(checkpoint);
    return true;
  } catch {
    return false;
  }
}
