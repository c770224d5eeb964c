import { describe, expect, it } from 'vitest';
import { changeConfigPaths } from './config-changes.ts';
import { parseRunConfig } from './config-issues.ts';
import { presets } from './presets.ts';

const { config } = presets[0]!;

function changed(...changes: [string, unknown][]) {
  const result = parseRunConfig(changeConfigPaths(config, changes));
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.config;
}

describe('another kind', () => {
  it('keeps the fields that it also has and drops the rest', () => {
    expect(changed(['optimizer.kind', 'sgd']).optimizer).toEqual({
      kind: 'sgd',
      learningRate: 0.05,
      decay: config.optimizer.decay,
      weightDecay: 0,
      schedule: null,
      momentum: 0,
      nesterov: false,
    });
    expect(changed(['dataset.kind', 'blobs'], ['dataset.noise', 0.5]).dataset).toEqual({
      kind: 'blobs',
      samplesPerClass: 100,
      classes: 3,
      noise: 0.5,
      labelNoise: 0,
      positions: 'random',
    });
    expect(changed(['layers.1.kind', 'dropout'], ['layers.1.rate', 0.2]).layers[1]).toEqual({
      kind: 'dropout',
      rate: 0.2,
    });
  });

  it('is applied first, wherever it is listed', () => {
    const { optimizer } = changed(['optimizer.momentum', 0.9], ['optimizer.kind', 'sgd']);
    expect(optimizer).toMatchObject({ kind: 'sgd', momentum: 0.9 });
  });

  it('changes nothing if it is the same', () => {
    expect(changeConfigPaths(config, [['optimizer.kind', 'adam']])).toEqual(config);
  });

  it('of data is drawn at random positions unless they are given; the same kind keeps its own', () => {
    const positions = (...changes: [string, unknown][]) => changed(...changes).dataset;
    expect(positions(['dataset.kind', 'moons'], ['dataset.classes', 2], ['layers.2.units', 2])).toMatchObject(
      {
        positions: 'random',
      },
    );
    expect(positions(['dataset.kind', 'blobs'], ['dataset.positions', 'grid'])).toMatchObject({
      positions: 'grid',
    });
    expect(positions(['dataset.kind', 'spiral'], ['dataset.noise', 0.1])).toMatchObject({
      positions: 'grid',
    });
  });

  it('is left to the schema if it is unknown', () => {
    const result = parseRunConfig(changeConfigPaths(config, [['optimizer.kind', 'lion']]));
    expect(result).toMatchObject({ ok: false, issues: [{ path: 'optimizer.kind' }] });
  });
});

it('splits a table by folds instead of a share, and back', () => {
  const table = { ...config, validation: { share: 0.2 } };
  const folds = changeConfigPaths(table, [
    ['validation.fold', 2],
    ['validation.folds', 5],
  ]);
  expect(folds).toEqual({ ...table, validation: { fold: 2, folds: 5 } });
  expect(changeConfigPaths(folds, [['validation.share', 0.3]])).toEqual({
    ...table,
    validation: { share: 0.3 },
  });
  expect(changeConfigPaths(config, [['validation.samplesPerClass', 7]])).toMatchObject({
    validation: { samplesPerClass: 7 },
  });
});

describe('a path into a part that is off', () => {
  it('turns it on, with defaults for whatever is not named', () => {
    const { optimizer, earlyStopping, test } = changed(
      ['optimizer.decay', 0],
      ['optimizer.schedule.kind', 'cosine'],
      ['earlyStopping.patience', 50],
      ['test.samplesPerClass', 30],
    );
    expect(optimizer.schedule).toEqual({ kind: 'cosine', minimum: 0, warmupUpdates: 0 });
    expect(earlyStopping).toMatchObject({ patience: 50 });
    expect(test).toEqual({ samplesPerClass: 30 });
  });

  it('needs the kind of a schedule', () => {
    const result = parseRunConfig(changeConfigPaths(config, [['optimizer.schedule.warmupUpdates', 5]]));
    expect(result).toMatchObject({
      issues: [
        {
          path: 'optimizer.schedule.kind',
          message: 'missing; allowed: "inverseTime", "step", "exponential", "cosine"',
        },
      ],
    });
  });

  it('keeps the schedule when the optimizer changes', () => {
    const { optimizer } = changed(
      ['optimizer.decay', 0],
      ['optimizer.schedule.kind', 'step'],
      ['optimizer.schedule.warmupUpdates', 7],
      ['optimizer.kind', 'sgd'],
    );
    expect(optimizer.schedule).toMatchObject({ kind: 'step', warmupUpdates: 7 });
  });
});

it('lets later values win, and leaves the original config unchanged', () => {
  const before = structuredClone(config);
  expect(changed(['epochs', 5], ['epochs', 7]).epochs).toBe(7);
  expect(config).toEqual(before);
});
