import { expect, test } from 'vitest';
import { confusionRates } from '#api';
import { failureOf, openTestApp, smallConfig } from './app-fixture.ts';

test('the classes are counted with a run’s final parameters, including restored ones', async () => {
  const { client, until } = await openTestApp();
  const early = { patience: 5, restoreBest: true };
  const { runs } = await client.createRuns({
    configs: [
      smallConfig({ epochs: 40, evaluateEvery: 1 }),
      smallConfig({
        epochs: 400,
        evaluateEvery: 1,
        earlyStopping: early,
        optimizer: { kind: 'adam', learningRate: 0.1 },
      }),
    ],
  });
  for (const { id } of runs) {
    const { status, final, stoppedEarly, epochsDone } = await until(id, (run) => run.endedAt !== null);
    expect([status, stoppedEarly]).toEqual(['completed', id === runs[1]!.id]);
    const { epoch, matrix, reliability } = await client.readConfusion({ id, set: 'validation' });
    expect(epoch).toBe(epochsDone);
    expect(reliability.counts.reduce((sum, count) => sum + count)).toBe(
      matrix.reduce((sum, count) => sum + count),
    );
    expect(confusionRates(matrix).accuracy).toBe(final!.validationAccuracy);
  }
  const { message } = await failureOf(client.readConfusion({ id: runs[0]!.id, set: 'test' }));
  expect(message).toContain('has no test set');
});
