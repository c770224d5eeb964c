import { AppError, formatIssues, parseStoredConfig, type RunConfig } from '#api';

const maxEpochs = 10_000_000;

/** Names that other programs use for the learning rate of our config. */
const learningRateNames = ['learning_rate', 'learningRate', 'lr'];
const batchSizeNames = ['batch_size', 'batchSize'];

/** The config of another program's run: its parameters as recorded, not trainable. Data, network and optimizer are unknown. */
export function foreignConfig(params: ReadonlyMap<string, string | number>, lastStep: number): RunConfig {
  const numberOf = (names: readonly string[]): number | null => {
    const value = names.map((name) => Number(params.get(name))).find((number) => Number.isFinite(number));
    return value ?? null;
  };
  const batchSize = numberOf(batchSizeNames);
  const seed = numberOf(['seed']);
  const isCount = (value: number | null, least: number): value is number =>
    value !== null && Number.isInteger(value) && value >= least && value <= maxEpochs;
  const parsed = parseStoredConfig({
    dataset: { kind: 'unknown', classes: 0 },
    validation: { kind: 'unknown' },
    layers: [],
    optimizer: { kind: 'unknown', learningRate: numberOf(learningRateNames) ?? 0 },
    epochs: Math.min(Math.max(1, lastStep + 1), maxEpochs),
    batchSize: isCount(batchSize, 1) ? batchSize : null,
    seed: isCount(seed, 0) ? seed : 0,
    params: Object.fromEntries(params),
  });
  if (parsed.ok) return parsed.config;
  throw new AppError(
    'invalidInput',
    `its parameters do not form a valid config (${formatIssues(parsed.issues)})`,
  );
}
