import { describe, expect, it } from 'vitest';
import { formatIssues, parseRunConfig } from './config-issues.ts';

const dense = (units: number, more = {}) => ({ kind: 'dense', units, ...more });
const relu = { kind: 'relu' };
const dropout = (rate: number) => ({ kind: 'dropout', rate });
const softmax = { kind: 'softmax' };
const layers = [dense(64), relu, dense(3), softmax];
const binary = [dense(2), softmax];

/** The mistakes of a config as `path: message` lines. */
function issuesOf(input: unknown): string[] {
  const result = parseRunConfig(input);
  return result.ok ? [] : result.issues.map((issue) => formatIssues([issue]));
}

describe('a schedule', () => {
  const scheduled = (schedule: object, more: object = {}) => ({
    ...{ layers, epochs: 100, ...more },
    optimizer: { kind: 'adam', learningRate: 0.05, schedule },
  });
  it.each<[object, string]>([
    [
      { kind: 'linear' },
      'optimizer.schedule.kind: got "linear"; allowed: "inverseTime", "step", "exponential", "cosine"',
    ],
    [{ kind: 'step', factor: 0 }, 'optimizer.schedule.factor: got 0; allowed: more than 0'],
    [{ kind: 'exponential', factor: 1.5 }, 'optimizer.schedule.factor: got 1.5; allowed: at most 1'],
    [{ kind: 'step', everyUpdates: -5 }, 'optimizer.schedule.everyUpdates: got -5; allowed: at least 1'],
    [
      { kind: 'step', everyUpdates: 2.5 },
      'optimizer.schedule.everyUpdates: got 2.5; allowed: a whole number',
    ],
    [{ kind: 'inverseTime', decay: -1 }, 'optimizer.schedule.decay: got -1; allowed: at least 0'],
    [{ kind: 'cosine', warmupUpdates: -1 }, 'optimizer.schedule.warmupUpdates: got -1; allowed: at least 0'],
    [{ kind: 'cosine', factor: 0.5 }, 'optimizer.schedule.factor: unknown field'],
    [
      { kind: 'cosine', minimum: 0.1 },
      'optimizer.schedule.minimum: got 0.1; allowed: at most the learning rate, 0.05',
    ],
    [
      { kind: 'cosine', warmupUpdates: 100 },
      'optimizer.schedule.warmupUpdates: got 100; allowed: fewer than the run has updates, 100',
    ],
  ])('%j is refused', (schedule, line) => expect(issuesOf(scheduled(schedule))).toEqual([line]));

  it('counts updates, not epochs', () => {
    expect(issuesOf(scheduled({ kind: 'cosine', warmupUpdates: 299 }, { batchSize: 100 }))).toEqual([]);
  });

  it('and the chapter’s decay cannot be combined', () => {
    const optimizer = { kind: 'adam', decay: 1e-4, schedule: { kind: 'cosine' } };
    expect(issuesOf({ layers, optimizer })).toEqual([
      'optimizer.decay: got 0.0001 beside a schedule; allowed: one of them, decay 0 or schedule null',
    ]);
  });
});

describe('very many mistakes', () => {
  it('are listed up to the hundredth, and counted', () => {
    const unknown = Object.fromEntries(Array.from({ length: 1340 }, (_, index) => [`key${index}`, 0]));
    const lines = issuesOf({ layers, ...unknown });
    expect(lines).toHaveLength(101);
    expect(lines.slice(99)).toEqual(['key99: unknown field', 'and 1,240 more']);
  });

  it('of several kinds are counted together', () => {
    const bad = Array.from({ length: 60 }, () => dense(0, { one: 1, two: 2 }));
    const lines = issuesOf({ layers: [...bad, softmax], surplus: 1 });
    expect(lines.at(-1)).toBe('and 82 more'); // of 60 x 3, the field beside them, and the last layer's units
  });

  it('show no more of a long field than is needed to find it', () => {
    expect(issuesOf({ layers, ['x'.repeat(1_000_000)]: 0 })).toEqual([`${'x'.repeat(199)}…: unknown field`]);
  });
});

describe('a good config', () => {
  it("takes the chapter's defaults for omitted fields", () => {
    const result = parseRunConfig({ layers });
    const none = {
      weightRegularizerL1: 0,
      weightRegularizerL2: 0,
      biasRegularizerL1: 0,
      biasRegularizerL2: 0,
    };
    expect(result).toEqual({
      ok: true,
      config: {
        dataset: {
          kind: 'spiral',
          samplesPerClass: 100,
          classes: 3,
          noise: 0.2,
          labelNoise: 0,
          positions: 'grid',
        },
        validation: { samplesPerClass: 100 },
        test: null,
        layers: [dense(64, none), relu, dense(3, none), softmax],
        initialization: 'chapter',
        loss: { kind: 'categoricalCrossentropy' },
        optimizer: {
          kind: 'adam',
          learningRate: 0.001,
          decay: 0,
          weightDecay: 0,
          schedule: null,
          epsilon: 1e-7,
          beta1: 0.9,
          beta2: 0.999,
        },
        epochs: 10_001,
        batchSize: null,
        evaluateEvery: 10,
        earlyStopping: null,
        seed: 0,
        precision: 'float64',
      },
    });
  });

  it.each([
    ['sgd', { learningRate: 1, decay: 0, weightDecay: 0, schedule: null, momentum: 0, nesterov: false }],
    ['adagrad', { learningRate: 1, decay: 0, weightDecay: 0, schedule: null, epsilon: 1e-7 }],
    ['rmsprop', { learningRate: 0.001, decay: 0, weightDecay: 0, schedule: null, epsilon: 1e-7, rho: 0.9 }],
  ])('takes the defaults of %s', (kind, defaults) => {
    const result = parseRunConfig({ layers, optimizer: { kind } });
    expect(result.ok && result.config.optimizer).toEqual({ kind, ...defaults });
  });

  it.each([
    ['one dense layer', [dense(3), softmax]],
    ['dense after dense', [dense(8), dense(3), softmax]],
    ['dropout behind dense or relu', [dense(8), relu, dropout(0.5), dense(8), dropout(0), dense(3), softmax]],
    ['four dense layers', [dense(8), relu, dense(8), relu, dense(8), dense(3), softmax]],
  ])('may have %s', (_name, good) => {
    expect(issuesOf({ layers: good })).toEqual([]);
  });
});

describe('a mistake in a field states what was given and what is allowed', () => {
  const mistakes: [unknown, string][] = [
    [{ layers, momentum: 1 }, 'momentum: unknown field'],
    [{ layers: [dense(3, { size: 1 }), softmax] }, 'layers.0.size: unknown field'],
    [{ layers, optimizer: { kind: 'adam', momentum: 0.9 } }, 'optimizer.momentum: unknown field'],
    [{ layers, epochs: 'many' }, 'epochs: got "many"; allowed: a number'],
    [{ layers, epochs: 1.5 }, 'epochs: got 1.5; allowed: a whole number'],
    [{ layers, epochs: 0 }, 'epochs: got 0; allowed: at least 1'],
    [{ layers, epochs: 1e9 }, 'epochs: got 1000000000; allowed: at most 10000000'],
    [{ layers, seed: 2 ** 32 }, 'seed: got 4294967296; allowed: at most 4294967295'],
    [{ layers, batchSize: 0 }, 'batchSize: got 0; allowed: at least 1'],
    [{ layers, earlyStopping: { patience: 0 } }, 'earlyStopping.patience: got 0; allowed: at least 1'],
    [
      { layers, optimizer: { kind: 'adam', weightDecay: -1 } },
      'optimizer.weightDecay: got -1; allowed: at least 0',
    ],
    [{ layers: [dense(8), dropout(1), dense(3), softmax] }, 'layers.1.rate: got 1; allowed: less than 1'],
    [{ layers, precision: 'float16' }, 'precision: got "float16"; allowed: "float64", "float32"'],
    [{ layers, name: ' ' }, 'name: got ""; allowed: at least 1 character'],
    [{ layers, dataset: 'spiral' }, 'dataset: got "spiral"; allowed: an object'],
    [
      { layers, dataset: { kind: 'rings' } },
      'dataset.kind: got "rings"; allowed: "spiral", "moons", "circles", "blobs", "xor", "table"',
    ],
    [{ layers: binary, dataset: { kind: 'moons', classes: 3 } }, 'dataset.classes: got 3; allowed: 2'],
    [
      { layers, dataset: { kind: 'spiral', labelNoise: 1.1 } },
      'dataset.labelNoise: got 1.1; allowed: at most 1',
    ],
    [
      { layers, validation: { samplesPerClass: 0 } },
      'validation.samplesPerClass: got 0; allowed: at least 1',
    ],
    [
      { layers, validation: { samplesPerClass: 'many' } },
      'validation.samplesPerClass: got "many"; allowed: a number',
    ],
    [{ layers, validation: { share: 1 } }, 'validation.share: got 1; allowed: less than 1'],
    [{ layers, validation: { rows: 9 } }, 'validation.rows: unknown field'],
    [{ layers, test: 5 }, 'test: got 5; allowed: an object'],
    [{ layers, optimizer: {} }, 'optimizer.kind: missing; allowed: "sgd", "adagrad", "rmsprop", "adam"'],
    [{ layers, optimizer: { kind: 'adam', beta1: 1 } }, 'optimizer.beta1: got 1; allowed: less than 1'],
    [
      { layers, optimizer: { kind: 'sgd', learningRate: 0 } },
      'optimizer.learningRate: got 0; allowed: more than 0',
    ],
    [
      { layers: [dense(3, { weightRegularizerL2: NaN }), softmax] },
      'layers.0.weightRegularizerL2: got NaN; allowed: a finite number',
    ],
    [
      { layers: [dense(3, { biasRegularizerL1: Infinity }), softmax] },
      'layers.0.biasRegularizerL1: got Infinity; allowed: a finite number',
    ],
    [
      { layers: [dense(3, { weightRegularizerL1: -1e-5 }), softmax] },
      'layers.0.weightRegularizerL1: got -0.00001; allowed: at least 0',
    ],
    [{ layers: [dense(3), null] }, 'layers.1: got null; allowed: an object'],
    [
      { layers: [dense(4), { kind: 'leakyRelu', alpha: 2 }, dense(3), softmax] },
      'layers.1.alpha: got 2; allowed: at most 1',
    ],
    [
      { layers, initialization: 'he' },
      'initialization: got "he"; allowed: "chapter", "heNormal", "xavierNormal"',
    ],
    [
      { layers: [{ kind: 'conv' }, softmax] },
      'layers.0.kind: got "conv"; allowed: "dense", "relu", "leakyRelu", "tanh", "sigmoid", "dropout", "softmax"',
    ],
    [{ layers: 5 }, 'layers: got 5; allowed: an array'],
    [{}, 'layers: missing; allowed: an array'],
    [null, 'got null; allowed: an object'],
    ['{"layers":[]}', 'got "{\\"layers\\":[]}"; allowed: an object'],
    [[1, 2], 'got a list of 2; allowed: an object'],
  ];

  it.each(mistakes.map(([input, message]) => ({ input, message })))('$message', ({ input, message }) => {
    expect(issuesOf(input)).toEqual([message]);
  });

  it('all at once', () => {
    const issues = issuesOf({
      layers,
      epochs: 0,
      seed: -1,
      what: 1,
      optimizer: { kind: 'sgd', momentum: 2 },
    });
    expect(issues).toHaveLength(4);
    expect(issues.map((issue) => issue.split(':')[0]).sort()).toEqual([
      'epochs',
      'optimizer.momentum',
      'seed',
      'what',
    ]);
  });

  it('in few words, whatever was given', () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    expect(issuesOf({ layers, epochs: circular })).toEqual(['epochs: got an object; allowed: a number']);
    expect(issuesOf({ layers, epochs: 10n })).toEqual(['epochs: got 10; allowed: a number']);
    expect(issuesOf({ layers, name: 'x'.repeat(1e6) })[0]!.length).toBeLessThan(120);
  });
});

describe('layers that make no network', () => {
  it.each([
    [[], ['layers: got an empty list; allowed: at least 1 entry', 'layers: the last layer must be softmax']],
    [[dense(3)], ['layers: the last layer must be softmax']],
    [[softmax], ['layers: softmax must follow a dense layer']],
    [[dense(3), relu, softmax], ['layers: softmax must follow a dense layer']],
    [
      [dense(3), softmax, softmax],
      ['layers.1: softmax must be the last layer', 'layers: softmax must follow a dense layer'],
    ],
    [
      [softmax, dense(3)],
      ['layers.0: softmax must be the last layer', 'layers: the last layer must be softmax'],
    ],
    [[relu, dense(3), softmax], ['layers.0: relu must follow a dense layer']],
    [[dense(4), relu, relu, dense(3), softmax], ['layers.2: relu must follow a dense layer']],
    [
      [dense(4), { kind: 'tanh' }, { kind: 'leakyRelu' }, dense(3), softmax],
      ['layers.2: leakyRelu must follow a dense layer'],
    ],
    [[dropout(0.1), dense(3), softmax], ['layers.0: dropout must follow a dense layer or its activation']],
    [
      [dense(8), dropout(0.1), dropout(0.1), dense(3), softmax],
      ['layers.2: dropout must follow a dense layer or its activation'],
    ],
    [[dense(3), dropout(0.1), softmax], ['layers: softmax must follow a dense layer']],
    [
      [dense(8), relu, dense(2), softmax],
      ['layers.2.units: got 2; the last dense layer needs one unit per class, 3'],
    ],
  ])('%j', (wrong, messages) => {
    expect(issuesOf({ layers: wrong })).toEqual(messages);
  });
});

describe('a run that cannot fit memory', () => {
  it('is refused, stating how much it would need', () => {
    expect(
      issuesOf({
        layers: [dense(65_536), relu, dense(65_536), relu, dense(3), softmax],
      }),
    ).toEqual([
      'this run would need 480 GiB of memory; at most 4.0 GiB is allowed: use fewer samples or fewer units',
    ]);
  });
});
