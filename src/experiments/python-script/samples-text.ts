import type { RunConfig } from '../run-config.ts';
import { drawingCall, drawingFunction } from './drawn-data.ts';
import { joinBlocks, joinLines, pythonFloat, pythonString } from './python-text.ts';
import type { ScriptedRun } from './scripted-run.ts';

/** The first columns of the file with a table's samples; one column per feature follows. */
export const samplesHeader = ['set', 'class'] as const;

const streamFunction = `def stream(purpose):
    """Random numbers for one purpose alone, so that turning it on moves no others."""
    return np.random.RandomState([SEED, *map(ord, purpose)])`;

const flipFunction = `def flip_labels(labels, share):
    """Gives a share of the training labels another class."""
    random = stream("label noise")
    labels = labels.copy()
    for sample in random.permutation(len(labels))[: int(share * len(labels) + 0.5)]:
        step = 1 + int(random.random_sample() * (CLASSES - 1))
        labels[sample] = (labels[sample] + step) % CLASSES
    return labels`;

const readFunction = `def read_samples(part):
    """Features and classes of "training" or "validation"."""
    with open(SAMPLES, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row[0] == part]
    return np.array([row[2:] for row in rows], dtype=float), np.array([int(row[1]) for row in rows])`;

const standardizeFunction = `def standardize(x, by):
    """Shifts and scales each feature to mean 0 and deviation 1 of the samples \`by\`; a constant is only shifted."""
    constant = (by == by[0]).all(axis=0)
    mean = np.where(constant, by[0], by.mean(axis=0))
    deviation = np.where(constant, 1, by.std(axis=0))
    return (x - mean) / deviation`;

const flipsLabels = ({ dataset }: RunConfig): boolean => dataset.labelNoise > 0;
const isTable = ({ dataset }: RunConfig): boolean => dataset.kind === 'table';

/** Whether the config needs `stream`: some purposes draw from streams separate from the run's own. */
function drawsApart(config: RunConfig): boolean {
  const { dataset, batchSize } = config;
  return (
    flipsLabels(config) || batchSize !== null || (dataset.kind !== 'table' && dataset.positions === 'random')
  );
}

/** Constants of the dataset. */
export function dataConstants({ config, samplesFile }: ScriptedRun): string {
  const { dataset } = config;
  return joinLines([
    `CLASSES = ${dataset.classes}`,
    dataset.kind === 'table'
      ? `SAMPLES = Path(__file__).with_name(${pythonString(samplesFile)})`
      : `NOISE = ${pythonFloat(dataset.noise)}`,
  ]);
}

/** Functions that draw or read samples. */
export function dataFunctions({ config }: ScriptedRun): string {
  const { dataset } = config;
  return joinBlocks([
    drawsApart(config) ? streamFunction : null,
    dataset.kind === 'table' ? readFunction : drawingFunction(dataset),
    dataset.kind === 'table' && dataset.standardize ? standardizeFunction : null,
    flipsLabels(config) ? flipFunction : null,
  ]);
}

/** Statements before the network is drawn: the run's random numbers and the training set. */
export function trainingSet({ config }: ScriptedRun): string {
  const { dataset } = config;
  return joinLines([
    'random = np.random.RandomState(SEED)',
    dataset.kind === 'table'
      ? 'x_train, y_train = read_samples("training")'
      : `x_train, y_train = ${drawingCall(dataset, dataset.samplesPerClass, 'random', 'grid')}`,
    flipsLabels(config) ? `y_train = flip_labels(y_train, ${pythonFloat(dataset.labelNoise)})` : null,
  ]);
}

/** Statements after the network is drawn: the validation set, and both sets as the network takes them. */
export function validationSet({ config }: ScriptedRun): string {
  const { dataset, validation } = config;
  return joinLines([
    `x_validation, y_validation = ${validationCall(dataset, validation)}`,
    isTable(config) && dataset.kind === 'table' && dataset.standardize
      ? 'x_train, x_validation = standardize(x_train, x_train), standardize(x_validation, x_train)'
      : null,
  ]);
}

function validationCall(dataset: RunConfig['dataset'], validation: RunConfig['validation']): string {
  if (dataset.kind === 'table' || !('samplesPerClass' in validation)) return 'read_samples("validation")';
  const random = dataset.positions === 'grid' ? 'random' : 'stream("validation")';
  return drawingCall(dataset, validation.samplesPerClass, random, dataset.positions);
}
