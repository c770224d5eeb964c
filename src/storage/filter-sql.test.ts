import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { AppError, listRunsQuery, type RunConfigInput } from '#api';
import { fieldTemplates, findField, isOfLayers, ofLayer } from '#experiments';
import { fieldSql } from './field-sql.ts';
import { loadMigrations } from './migrations.ts';
import { pageSql } from './run-pages.ts';
import { selectionSql } from './run-selection.ts';
import { orderTerms } from './run-order.ts';
import { addSqlFunctions, naturalKey } from './sql-functions.ts';
import { epochRows, runConfig, temporaryStore, type EpochValues, type TestStore } from './store-fixture.ts';

function found(store: TestStore, filter: string, sort = 'created'): string[] {
  const query = listRunsQuery.parse({ filter, sort, descending: false });
  return store.listRuns(query).runs.map(({ name }) => name);
}

interface Sample {
  readonly config?: Partial<RunConfigInput>;
  readonly tags?: string[];
  readonly epochs?: readonly EpochValues[];
  readonly final?: number;
}

/** Creates runs by name, in order. */
function filled(samples: Readonly<Record<string, Sample>>): TestStore {
  const store = temporaryStore();
  for (const [name, { config = {}, tags = [], epochs, final }] of Object.entries(samples)) {
    const complete = runConfig(config);
    const { id } = store.createRuns([{ config: complete, name, tags }])[0]!;
    if (epochs === undefined) continue;
    store.startRun(id, 'float64');
    store.appendEpochs(id, epochRows(complete, epochs), epochs.length);
    if (final === undefined) continue;
    const metrics = { dataLoss: 0.25, accuracy: 0.9, validationLoss: final, validationAccuracy: 0.5 };
    store.endRuns([[id, { status: 'completed', final: metrics }]]);
  }
  return store;
}

describe('numbers', () => {
  const at = (validationLoss: number): Sample => ({
    epochs: [{ epoch: 0, dataLoss: 0.25, validationLoss }],
    final: validationLoss,
  });
  const samples = { low: at(0.05), high: at(0.5), infinite: at(Infinity), nan: at(NaN), none: {} };

  it.each([
    ['validation_loss < 0.1', ['low']],
    ['validation_loss > 0.1', ['high', 'infinite']],
    ['validation_loss >= 0.5', ['high', 'infinite']],
    ['validation_loss <= 0.05', ['low']],
    ['validation_loss = Infinity', ['infinite']],
    ['validation_loss between 0.05 and 0.5', ['low', 'high']],
    ['validation_loss in [0.5, 0.05]', ['low', 'high']],
    ['validation_loss is nan', ['nan']],
    ['validation_loss is missing', ['none']],
    ['not validation_loss < 0.1', ['high', 'infinite', 'nan', 'none']],
    ['validation_loss != 0.5', ['low', 'infinite', 'nan', 'none']],
    ['not validation_loss != 0.5', ['high']],
    ['not (validation_loss < 0.1 or validation_loss > 0.1)', ['nan', 'none']],
    ['not not validation_loss is nan', ['nan']],
    ['gap > 0.2 and gap < 1', ['high']],
    ['gap is nan', ['nan']],
    ['best.validation_loss < 1', ['low', 'high']],
    ['best.epoch = 0', ['low', 'high', 'infinite']],
    ['test.accuracy is missing', ['low', 'high', 'infinite', 'nan', 'none']],
  ])('%s', (filter, names) => {
    expect(found(filled(samples), filter)).toEqual(names);
  });
});

describe('paths of configs', () => {
  const store = (): TestStore =>
    filled({
      a: { config: { optimizer: { kind: 'sgd', learningRate: 0.1, nesterov: true }, seed: 3 } },
      b: { config: { optimizer: { kind: 'adam', learningRate: 1e-5 }, batchSize: 32, epochs: 500 } },
      c: {
        config: {
          layers: [
            { kind: 'dense', units: 7, biasRegularizerL1: 0.278255940221 },
            { kind: 'relu' },
            { kind: 'dropout', rate: 0.25 },
            { kind: 'dense', units: 2 },
            { kind: 'softmax' },
          ],
          dataset: { kind: 'moons' },
        },
      },
    });

  it.each([
    ['optimizer.learningRate > 0.05', ['a']],
    ['learningRate = 1e-5', ['b']],
    ['optimizer.kind = SGD', ['a']],
    ['optimizer.nesterov = true', ['a']],
    ['optimizer.nesterov is missing', ['b', 'c']],
    ['batchSize is missing', ['a', 'c']],
    ['not batchSize = 32', ['a', 'c']],
    ['layers.2.rate = 0.25', ['c']],
    ['layers.0.units in [7, 64] and layers.0.units < 64', ['c']],
    ['lambda = 0.278255940221', ['c']],
    ['biasRegularizerL1 > 0', ['c']],
    ['epochs = 500', ['b']],
    ['epochs_done = 0', ['a', 'b', 'c']],
    ['dataset = moons or dataset.kind = moons', ['c']],
    // 2 * 64 + 64 + 64 * 3 + 3; 2 * 7 + 7 + 7 * 2 + 2
    ['parameters = 387', ['a', 'b']],
    ['parameters = 37', ['c']],
    ['dropout', ['c']],
    ['seed = 3', ['a']],
    ['dataset.name is missing', ['a', 'b', 'c']],
  ])('%s', (filter, names) => {
    expect(found(store(), filter)).toEqual(names);
  });

  it('are deleted with their run, and follow changes to its config', () => {
    const kept = store();
    const [run] = kept.listRuns(listRunsQuery.parse({ filter: 'name = b' })).runs;
    kept.startRun(run!.id, 'float64');
    kept.appendEpochs(run!.id, epochRows(runConfig(), [{ epoch: 0 }]), 1);
    kept.endRuns([[run!.id, { status: 'stopped' }]]);
    kept.reopenRun(run!.id, 900);
    expect(found(kept, 'epochs = 900')).toEqual(['b']);
    expect(found(kept, 'epochs = 500')).toEqual([]);
  });
});

describe('texts and times', () => {
  it.each([
    ['name = WIDE-net', ['Wide-Net']],
    ['name starts with zu\u0308', ['Zürich']],
    ['name contains "ÜR"', ['Zürich']],
    ['tag = zürich', ['Wide-Net']],
    ['tag in [zürich, "two words"]', ['Wide-Net', 'run 10']],
    ['tag != "two words"', ['Wide-Net', 'Zürich', 'run 2']],
    ['tag contains wor', ['run 10']],
    ['tag is missing', ['Zürich', 'run 2']],
    ['status = queued name contains run', ['run 10', 'run 2']],
    ['notes is missing', ['Wide-Net', 'Zürich', 'run 10', 'run 2']],
    ['sweep is missing and parent is missing', ['Wide-Net', 'Zürich', 'run 10', 'run 2']],
    ['created = today', ['Wide-Net', 'Zürich', 'run 10', 'run 2']],
    ['created > -1h and not created < yesterday', ['Wide-Net', 'Zürich', 'run 10', 'run 2']],
    ['created < 2020-01-01 or created = yesterday', []],
    ['started is missing', ['Wide-Net', 'Zürich', 'run 10', 'run 2']],
    ['duration < 1s', ['Wide-Net', 'Zürich', 'run 10', 'run 2']],
    ['"two words"', ['run 10']],
  ])('%s', (filter, names) => {
    const store = filled({
      'Wide-Net': { tags: ['Zu\u0308rich'] },
      Zürich: {},
      'run 10': { tags: ['two words'] },
      'run 2': {},
    });
    expect(found(store, filter)).toEqual(names);
  });

  it('sorts names in natural order', () => {
    const names = ['run 10', 'run 2', 'Zoo', 'ähnlich', 'apple', 'Run 2b'];
    const store = filled(Object.fromEntries(names.map((name) => [name, {}])));
    expect(found(store, '', 'name')).toEqual(['ähnlich', 'apple', 'run 2', 'Run 2b', 'run 10', 'Zoo']);
    expect(
      ['10', '9', '010', '1e400'.repeat(9), ''].toSorted((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1)),
    ).toEqual(['', '1e400'.repeat(9), '9', '10', '010']);
  });

  it('sorts by any field, missing values last', () => {
    const store = filled({
      none: {},
      big: { config: { batchSize: 100 } },
      small: { config: { batchSize: 9 } },
    });
    expect(found(store, '', 'batchSize')).toEqual(['small', 'big', 'none']);
    const descending = listRunsQuery.parse({ sort: 'batchSize' });
    expect(store.listRuns(descending).runs.map(({ name }) => name)).toEqual(['big', 'small', 'none']);
    expect(() => found(store, '', 'batchSiz')).toThrow(
      'there is no field "batchSiz"; did you mean batchSize?',
    );
  });
});

it('says what is wrong with a filter, and where', () => {
  const thrown = (() => {
    try {
      found(temporaryStore(), 'a and lss < 3');
    } catch (error) {
      return error;
    }
    return null;
  })();
  const message = 'there is no field "lss"; did you mean loss?';
  expect(thrown).toBeInstanceOf(AppError);
  expect(thrown).toMatchObject({
    code: 'invalidInput',
    message: `filter: ${message}`,
    details: { filter: { from: 6, to: 9, suggestion: 'loss' } },
  });
});

describe('SQL', () => {
  const db = new Database(':memory:');
  for (const { sql } of loadMigrations()) db.exec(sql);
  addSqlFunctions(db);
  it('can be generated for every field, to filter, sort and show', () => {
    const atEpoch = ['loss@3', 'validation_loss@3', 'gap@3', 'layer_penalties.2@3'].map((name) =>
      findField(name)!,
    );
    for (const template of [...fieldTemplates(), ...atEpoch]) {
      const field = isOfLayers(template) ? ofLayer(template, 1) : template;
      const { one, value, where } = fieldSql(field);
      db.prepare(`SELECT ${one} FROM runs WHERE ${where(`${value} IS NOT NULL`)}`).all();
      db.prepare(`SELECT run_id FROM runs ORDER BY ${orderTerms(field.name, true)}`).all();
    }
  });

  it('of a hundred terms is not nested too deeply', () => {
    const { where, bound } = selectionSql({ filter: 'seed = 1 or '.repeat(99) + 'seed = 2', trashed: false });
    expect(db.prepare(`SELECT count(*) FROM runs WHERE ${where}`).pluck().get(bound)).toBe(0);
  });

  const plan = (filter: string, sort: string): string[] => {
    const selection = selectionSql({ filter, trashed: false });
    return db
      .prepare<unknown[], { detail: string }>(
        `EXPLAIN QUERY PLAN ${pageSql(selection, { sort, descending: true })}`,
      )
      .all({ ...selection.bound, limit: 1, offset: 0 })
      .map(({ detail }) => detail);
  };
  const unnumbered = (details: readonly string[]): string[] =>
    details.map((detail) => detail.replace(/ \d+$/, ''));
  const facts = 'SCAN runs USING COVERING INDEX runs_facts';
  const path = [
    'SEARCH config_values USING PRIMARY KEY (path_id=? AND run_id=?)',
    'SCALAR SUBQUERY',
    'SEARCH config_paths USING COVERING INDEX sqlite_autoindex_config_paths_1 (path=?)',
  ];

  const sortedFacts = [
    ...['CO-ROUTINE (subquery-1)', facts, 'SCAN (subquery-1)', 'USE TEMP B-TREE FOR ORDER BY'],
  ];

  it('reads metrics from the index of facts, without touching long texts', () => {
    expect(plan('validation_loss < 0.3 and status = completed', 'created')).toEqual([facts]);
    expect(plan('created > -7d', 'created')).toEqual([
      'SEARCH runs USING COVERING INDEX runs_facts (created_at>?)',
    ]);
    expect(plan('', 'best.validation_loss')).toEqual(sortedFacts);
    expect(plan('', 'name')).toEqual(sortedFacts);
  });

  it.each([
    [250, 'PRIMARY KEY (run_id=? AND epoch=?)'],
    [200, 'COVERING INDEX epochs_hundredth (epoch=? AND run_id=?)'],
  ])('reads a metric at epoch %i by a key of epochs, and ancestors by their ids', (epoch, key) => {
    const asked = unnumbered(plan(`validation_loss@${epoch} < 0.3`, 'created'));
    expect(asked.filter((detail) => /SCAN (?!runs|line|CONSTANT|\(subquery)/.test(detail))).toEqual([]);
    expect(asked).toContain(`SEARCH epochs USING ${key}`);
    expect(asked).toContain('SEARCH older USING INDEX sqlite_autoindex_runs_1 (public_id=?)');
    expect(asked[0]).toBe(facts);
    expect(plan('onset < 100 and origin is missing', 'onset')).toEqual(sortedFacts);
  });

  it('reads a config path by its key', () => {
    const asked = unnumbered(plan('layers.0.units > 10', 'created'));
    expect(asked).toEqual(
      expect.arrayContaining([facts, 'SEARCH config_values USING PRIMARY KEY (path_id=?)', path[2]]),
    );
    expect(plan('optimizer.learningRate > 0.01', 'optimizer.kind')).toEqual(sortedFacts);
    const sorted = unnumbered(plan('', 'layers.0.units'));
    expect(sorted).toEqual(expect.arrayContaining([facts, ...path, 'USE TEMP B-TREE FOR ORDER BY']));
  });
});

it('accepts every example in the documentation', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/filter.md'), 'utf8');
  const between = (from: string, to: string) => text.slice(text.indexOf(from), text.indexOf(to));
  const tables = between('## Terms', '## Missing values') + between('## Examples', '## Equivalents');
  const filters = [...tables.matchAll(/^\| `([^`]+)`/gm)].map(([, filter]) => filter!);
  expect(filters).toHaveLength(19);
  const store = temporaryStore();
  for (const filter of filters) expect(found(store, filter)).toEqual([]);
});

it.each([
  ['a negation of a negation of it', 'not '.repeat(2498) + 'seed = 1', ['a']],
  ['one word', 'x'.repeat(10_000), []],
  ['one text', `name = "${'b'.repeat(9991)}"`, []],
  ['a list of values', `seed in [${'1, '.repeat(3329)}1]`, ['a']],
  ['a hundred terms', Array.from({ length: 100 }, () => `seed = 2.${'0'.repeat(87)}`).join(' or '), ['b']],
])('a filter of 10,000 characters that is %s finds what it asks for', (_, filter, names) => {
  expect(filter.length).toBeGreaterThan(9990);
  const store = filled({ a: { config: { seed: 1 } }, b: { config: { seed: 2 } } });
  expect(found(store, filter)).toEqual(names);
});
