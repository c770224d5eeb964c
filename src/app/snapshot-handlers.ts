import { AppError, formatBytes, type Handlers } from '#api';
import { snapshotBytes } from '#storage';
import type { Services } from './services.ts';

/** Maximum size of one answer, in bytes: both sides hold it in memory completely. */
const maxAnswerBytes = 128 * 1024 ** 2;

type At = Parameters<Handlers['readSnapshots']>[0]['at'];

export function createSnapshotHandlers({ store }: Services): Pick<Handlers, 'readSnapshots'> {
  /** Snapshots that fit the run's network. */
  async function fitting(id: string) {
    const [run] = await store.getRuns([id]);
    const bytes = snapshotBytes(run!.config);
    return (await store.snapshotSizes(id)).filter(({ size }) => size === bytes);
  }

  return {
    async readSnapshots({ ids, at }) {
      const wanted = await Promise.all(ids.map(async (id) => ({ id, sizes: choose(await fitting(id), at) })));
      const bytes = wanted.reduce(
        (sum, { sizes }) => sum + sizes.reduce((own, { size }) => own + size, 0),
        0,
      );
      if (bytes > maxAnswerBytes) {
        throw new AppError(
          'invalidInput',
          `these snapshots take ${formatBytes(bytes)}; allowed: at most ${formatBytes(maxAnswerBytes)} at once, so request fewer runs or epochs`,
        );
      }
      return {
        runs: await Promise.all(
          wanted.map(async ({ id, sizes }) => ({
            id,
            snapshots: await store.readSnapshots(
              id,
              sizes.map(({ epoch }) => epoch),
            ),
          })),
        ),
      };
    },
  };
}

function choose<Snapshot extends { readonly epoch: number }>(
  snapshots: readonly Snapshot[],
  at: At,
): Snapshot[] {
  if (at === 'all') return [...snapshots];
  if (at === 'last') return snapshots.slice(-1);
  return [...new Set(at.flatMap((epoch) => snapshots.findLast((snapshot) => snapshot.epoch <= epoch) ?? []))];
}
