import { AppError } from '#api';

const mostAttempts = 5;

/**
 * Applies `act` to the runs that `idsOf` finds in the required state. If one of them has just ended, the host refuses them all: they are
 * looked up again.
 */
export async function onStanding(
  idsOf: () => Promise<readonly string[]>,
  act: (selection: { ids: string[] }) => Promise<unknown>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const ids = await idsOf();
    if (ids.length === 0) return;
    try {
      await act({ ids: [...ids] });
      return;
    } catch (thrown) {
      if (attempt === mostAttempts || AppError.from(thrown).code !== 'conflict') throw thrown;
    }
  }
}
