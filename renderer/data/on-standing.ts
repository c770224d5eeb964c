import { AppError } from '#api';

const mostAttempts = 5;

/**
 * Does something to the runs that `idsOf` finds to stand as asked. One that ends just then makes the host refuse them all: they
 * are read again.
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
