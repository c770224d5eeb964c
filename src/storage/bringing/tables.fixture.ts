import { csvLine, flattenConfig, runConfigSchema } from '#experiments';

/** A run with this many epochs, as `export` writes it. */
export function tablesOf(epochs: number): { readonly 'runs.csv': string; readonly 'epochs.csv': string } {
  const layers = [{ kind: 'dense', units: 3 }, { kind: 'softmax' }];
  const config = [...flattenConfig(runConfigSchema.parse({ layers, epochs }))];
  const run = ['0123456789', 'brought', 'completed', '2026-01-01T00:00:00.000Z'];
  const losses = ['loss', 'data_loss', 'regularization_loss', 'accuracy', 'learning_rate'];
  const epochLine = (epoch: number): string =>
    csvLine(['0123456789', 'brought', 0, epoch, 1 / (epoch + 1), 1 / (epoch + 2), 0.1, 0.5, 0.05]);
  return {
    'runs.csv':
      csvLine(['run_id', 'name', 'status', 'created_at', ...config.map(([path]) => `config.${path}`)]) +
      csvLine([...run, ...config.map(([, value]) => value)]),
    'epochs.csv':
      csvLine(['run_id', 'run_name', 'seed', 'epoch', ...losses]) +
      Array.from({ length: epochs }, (_, epoch) => epochLine(epoch)).join(''),
  };
}
