import { AppError, type Handlers, isLive } from '#api';
import { snapshotBytes } from '#storage';
import { requireKnownConfig } from './known-config.ts';
import type { Services } from './services.ts';

export function createConfusionHandlers({ store }: Pick<Services, 'store'>): Pick<Handlers, 'readConfusion'> {
  return {
    async readConfusion({ id, set }) {
      const run = await store.getRun(id);
      requireKnownConfig(run);
      const { name, status, config, epochsDone: epoch, test } = run;
      const refuse = (reason: string): never => {
        throw new AppError('conflict', `run ${name} (${id}) ${reason}`, { details: { id } });
      };
      if (set === 'test' && !config.test) refuse('has no test set; give `test` in the config of a new run');
      if (set === 'test' && !test) refuse('has a test set that has not been revealed');
      if (isLive(status)) refuse(`is ${status}; its parameters are not final until it ends`);
      const [last] = await store.readSnapshots(id, [epoch]);
      if (last?.parameters.byteLength !== snapshotBytes(config))
        return refuse('has no stored copy of its final parameters; train it again to get one');
      const { parameters } = last;
      return { epoch, ...(await store.readConfusion({ config, parameters, set })) };
    },
  };
}
