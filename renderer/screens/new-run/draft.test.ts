import { parseRunConfig } from '#api';
import { describe, expect, it } from 'vitest';
import {
  checkDraft,
  earlyStoppingDefaults,
  optimizerDefaults,
  scheduleDefaults,
  readDraft,
  readJson,
  writeDraft,
  type Draft,
} from './draft.ts';

const small = {
  dataset: { kind: 'spiral', samplesPerClass: 50, classes: 2, noise: 0.1 },
  layers: [
    { kind: 'dense', units: 8, weightRegularizerL2: 1e-5 },
    { kind: 'relu' },
    { kind: 'dense', units: 2 },
    { kind: 'softmax' },
  ],
  optimizer: { kind: 'sgd', momentum: 0.9 },
};
const draftOf = (value: unknown): Draft => {
  const draft = readDraft(value);
  if (!draft) throw new Error('no draft');
  return draft;
};

describe('readDraft', () => {
  it('fills in the schema’s defaults', () => {
    const result = checkDraft(draftOf(small));
    expect(result).toEqual(parseRunConfig(small));
    expect(result.ok && result.config.optimizer).toEqual({
      kind: 'sgd',
      learningRate: 1,
      decay: 0,
      schedule: null,
      weightDecay: 0,
      momentum: 0.9,
      nesterov: false,
    });
  });

  it('round-trips through JSON to the same bits', () => {
    const draft = draftOf({ ...small, dataset: { ...small.dataset, noise: 0.1 + 0.2 } });
    expect(JSON.parse(writeDraft(draftOf(JSON.parse(writeDraft(draft)))))).toEqual(
      JSON.parse(writeDraft(draft)),
    );
    expect(draftOf(JSON.parse(writeDraft(draft))).dataset['noise']).toBe(0.30000000000000004);
  });

  it('keeps wrong values and unknown fields, so that the schema can name them', () => {
    const draft = draftOf({ ...small, epochs: 'many', lambda: 3 });
    const result = checkDraft(draft);
    expect(result.ok ? [] : result.issues.map((issue) => issue.path)).toEqual(['epochs', 'lambda']);
  });

  it('gives each kind of data its own defaults', () => {
    const layers = [{ kind: 'dense', units: 2 }, { kind: 'softmax' }];
    for (const kind of ['moons', 'circles', 'xor'] as const) {
      const written = { layers, dataset: { kind, samplesPerClass: 20 } };
      expect(checkDraft(draftOf(written))).toEqual(parseRunConfig(written));
    }
    const table = { kind: 'table', digest: 'a'.repeat(64), name: 'a.csv', rows: 9, features: 2, classes: 2 };
    const written = { layers, dataset: table, validation: { share: 0.3 }, test: { share: 0.2 } };
    expect(checkDraft(draftOf(written))).toEqual(parseRunConfig(written));
    expect(draftOf({ layers, dataset: table }).validation).toEqual({ share: 0.2 });
  });

  it('is null for what no form can show', () => {
    expect(readDraft(3)).toBeNull();
    expect(readDraft([])).toBeNull();
    expect(readDraft({ layers: 'two' })).toBeNull();
    expect(readDraft({ layers: [1] })).toBeNull();
    expect(readDraft({ ...small, optimizer: 'adam' })).toBeNull();
  });

  it('opens a draft from before batches, dropout, weight decay and early stopping existed', () => {
    const draft = draftOf({
      ...small,
      optimizer: { kind: 'adam', learningRate: 0.05, decay: 0, epsilon: 1e-7, beta1: 0.9, beta2: 0.999 },
      batchSize: null,
    });
    expect(draft).toMatchObject({ batchSize: null, earlyStopping: null, optimizer: { weightDecay: 0 } });
    expect(checkDraft(draft).ok).toBe(true);
  });

  it('fills in what dropout and early stopping leave out', () => {
    const [dense, relu, ...output] = small.layers;
    const draft = draftOf({
      ...small,
      layers: [dense, relu, { kind: 'dropout' }, ...output],
      earlyStopping: {},
    });
    expect(draft.layers[2]).toEqual({ kind: 'dropout', rate: 0.1 });
    expect(draft.earlyStopping).toEqual({
      ...{ patience: 1000, metric: 'validationLoss', minDelta: 0, restoreBest: false },
    });
    expect(checkDraft(draft).ok).toBe(true);
  });

  it('does not invent units', () => {
    const result = checkDraft(draftOf({ layers: [{ kind: 'dense' }, { kind: 'softmax' }] }));
    expect(result.ok ? [] : result.issues).toEqual([
      { path: 'layers.0.units', message: 'missing; allowed: a number' },
    ]);
  });
});

describe('writeDraft', () => {
  it('leaves an empty name out', () => {
    expect(JSON.parse(writeDraft({ ...draftOf(small), name: '' }))).not.toHaveProperty('name');
    expect(JSON.parse(writeDraft({ ...draftOf(small), name: 'wide' }))).toHaveProperty('name', 'wide');
  });
});

describe('optimizerDefaults', () => {
  it("are the chapter's", () => {
    expect(optimizerDefaults('rmsprop')).toEqual({
      kind: 'rmsprop',
      learningRate: 0.001,
      decay: 0,
      schedule: null,
      weightDecay: 0,
      epsilon: 1e-7,
      rho: 0.9,
    });
    expect(optimizerDefaults('lion')).toEqual({ kind: 'lion' });
  });
});

describe('the defaults of a choice', () => {
  it.each([
    ['inverseTime', 10_001, { decay: 9e-4 }],
    ['step', 100, { everyUpdates: 34 }],
    // 0.01 ** (1 / 10000) = 0.99953959...
    ['exponential', 10_001, { factor: 0.9995396 }],
    ['cosine', 100, { minimum: 0 }],
    ['step', undefined, { everyUpdates: 1000 }],
  ])('fits a schedule by %s to %s updates', (kind, updates, fields) => {
    expect(scheduleDefaults(kind, updates)).toMatchObject({ kind, ...fields, warmupUpdates: 0 });
  });

  it.each([
    [300, 60],
    [3, 1],
    [10_001, 1000],
    ['many', 1000],
  ])('fits the patience to %s epochs', (epochs, patience) => {
    expect(earlyStoppingDefaults(epochs)).toMatchObject({ patience });
  });

  it('completes the schedule of a JSON', () => {
    const optimizer = { kind: 'sgd', schedule: { kind: 'step', everyUpdates: 5 } };
    expect(draftOf({ ...small, optimizer }).optimizer['schedule']).toEqual({
      ...{ kind: 'step', factor: 0.5, everyUpdates: 5, warmupUpdates: 0 },
    });
  });
});

describe('readJson', () => {
  it('reads JSON, and says in one line what is wrong with other text', () => {
    expect(readJson('{"a": 1e-7}')).toEqual({ ok: true, value: { a: 1e-7 } });
    expect(readJson('{"a": }')).toEqual({
      ok: false,
      message: 'Line 1, column 7: a value is expected here, not “}”.',
    });
  });
});
