import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { databaseFileName, openReadOnly, type Connection } from '../connection.ts';
import { createTableExport } from './table-export.ts';
import { csvTags } from './csv-text.ts';
import { createSeriesReader } from '../read-series.ts';
import type { ExportQuery } from '../thread-protocol.ts';
import {
  emptyHistory,
  epochRows,
  recordRun,
  runConfig,
  temporaryStore,
  type TestStore,
} from '../store-fixture.ts';

const everything = { filter: '', trashed: false };

let dataDir: string;
let store: TestStore;
beforeEach(() => {
  dataDir = emptyHistory();
  store = temporaryStore({ dataDir });
});

/** Calls `read` with a connection like that of the reader thread. */
function reading<Result>(read: (db: Connection) => Result): Result {
  const db = openReadOnly(join(dataDir, databaseFileName));
  try {
    return read(db);
  } finally {
    db.close();
  }
}

function exportText(query: Partial<ExportQuery>): string {
  return reading((db) => {
    const chunks = createTableExport(db).begin({ table: 'epochs', selection: everything, ...query });
    let text = '';
    for (let next = chunks.next(); next.done !== true; next = chunks.next()) text += String(next.value);
    return text;
  });
}

/** The export as an independent RFC 4180 parser reads it: one object per line. */
function exported(query: Partial<ExportQuery>): Record<string, string>[] {
  return parse(exportText(query), { columns: true, recordDelimiter: '\r\n' });
}

const hostile = [
  'plain',
  'comma, "quote" and \r\n newline',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\ttab',
  '\rreturn',
  'Ünïcödé 漢字 🙂',
  "'apostrophe",
  ' spaces ',
];
const floats = [
  NaN,
  Infinity,
  -Infinity,
  -0,
  0,
  5e-324,
  1.7976931348623157e308,
  1e21,
  1e-7,
  0.1,
  1 / 3,
  -2.5,
];

describe('csvTags', () => {
  it('keeps tags apart', () => {
    expect(csvTags(['a', 'b;c', 'd\\e'])).toBe('a;b\\;c;d\\\\e');
  });
});

describe('epochs.csv', () => {
  it('has every epoch of every run, oldest run first', () => {
    const first = recordRun(store, runConfig({ seed: 3 }), 2345, 'first');
    const second = recordRun(store, runConfig(), 7, 'second');
    const lines = exported({});
    expect(lines.map(({ run_id, epoch }) => `${run_id} ${epoch}`)).toEqual([
      ...Array.from({ length: 2345 }, (_, epoch) => `${first} ${epoch}`),
      ...Array.from({ length: 7 }, (_, epoch) => `${second} ${epoch}`),
    ]);
    expect(lines[20]).toEqual({
      run_id: first,
      run_name: 'first',
      seed: '3',
      epoch: '20',
      loss: String(1 / 21),
      data_loss: String(1 / 22),
      regularization_loss: '0.001',
      accuracy: '0.36',
      learning_rate: '0.05',
      validation_loss: String(1 / 21.5),
      validation_accuracy: '0.5',
      evaluated_data_loss: String(1 / 23),
      evaluated_accuracy: '0.38',
      generalization_gap: String(1 / 21.5 - 1 / 23),
      'layer_penalties.0': String(0.1 / 21 + 0.2 / 21),
      'layer_penalties.1': '0',
    });
    expect(lines[21]).toMatchObject({
      ...{ validation_loss: '', validation_accuracy: '', evaluated_data_loss: '', evaluated_accuracy: '' },
      generalization_gap: '',
    });
  });

  it('returns every float bit for bit, as the series do', () => {
    const config = runConfig();
    const { id } = store.createRuns([{ config, name: 'floats' }])[0]!;
    store.startRun(id, 'float64');
    const epochs = floats.map((value, epoch) => ({
      epoch,
      loss: value,
      dataLoss: value,
      validationLoss: 0.7,
      penalties: [[value, 0, 0, 0] as const],
    }));
    store.appendEpochs(id, epochRows(config, epochs), epochs.length);
    const lines = exported({ ids: [id] });
    const { series } = reading((db) =>
      createSeriesReader(db).one({
        id,
        metrics: ['loss', 'generalizationGap', 'layerPenalties.0'],
        fromEpoch: 0,
        toEpoch: null,
        maxPoints: null,
      }),
    );
    const column = (name: string) => lines.map((line) => Number(line[name]));
    // toEqual tells -0 from 0 here, and treats NaN as equal to NaN.
    expect(column('loss')).toEqual(floats);
    expect(column('loss')).toEqual([...series.loss!.values]);
    expect(column('generalization_gap')).toEqual([...series.generalizationGap!.values]);
    expect(column('layer_penalties.0')).toEqual([...series['layerPenalties.0']!.values]);
  });

  it('leaves the penalties of layers empty that a run does not have', () => {
    recordRun(store, runConfig({ layers: [{ kind: 'dense', units: 3 }, { kind: 'softmax' }] }), 1, 'small');
    recordRun(store, runConfig(), 1, 'large');
    const penalties = exported({}).map((line) => [line['layer_penalties.0'], line['layer_penalties.1']]);
    expect(penalties).toEqual([
      ['0', ''],
      [String(0.1 + 0.2), '0'],
    ]);
  });

  it('is just a header when nothing matches', () => {
    const text = exportText({ selection: { filter: 'nothing', trashed: false } });
    expect(text).toBe(
      'run_id,run_name,seed,epoch,loss,data_loss,regularization_loss,accuracy,learning_rate,' +
        'validation_loss,validation_accuracy,evaluated_data_loss,evaluated_accuracy,generalization_gap\r\n',
    );
  });
});

describe('runs.csv', () => {
  it('has one line per run, with the columns of all of them', () => {
    const layers = [{ kind: 'dense' as const, units: 3 }, { kind: 'softmax' as const }];
    const queued = store.createRuns([
      { config: runConfig({ layers, seed: 9 }), name: 'queued', tags: ['a', 'b;c'] },
    ])[0]!;
    const id = recordRun(store, runConfig(), 21, 'done');
    store.recordThreads(id, 2);
    const final = { dataLoss: 0.25, accuracy: 0.875, validationLoss: 0.75, validationAccuracy: NaN };
    store.endRuns([[id, { status: 'completed', final, digest: 'ab12', stoppedEarly: true }]]);
    const [first, second] = exported({ table: 'runs' });

    expect(Object.keys(first!).slice(0, 14)).toEqual([
      ...['run_id', 'name', 'status', 'created_at', 'duration_s', 'seed', 'tags'],
      ...['parent_id', 'branch_epoch', 'confirmation_id', 'digest', 'stopped_early'],
      ...['restored_epoch', 'config.dataset.kind'],
    ]);
    expect(first).toMatchObject({
      run_id: queued.id,
      name: 'queued',
      status: 'queued',
      created_at: queued.createdAt,
      duration_s: '0',
      seed: '9',
      tags: 'a;b\\;c',
      parent_id: '',
      branch_epoch: '',
      digest: '',
      stopped_early: 'false',
      'config.layers.0.units': '3',
      'config.layers.2.units': '',
      'config.batchSize': '',
      'last.loss': '',
      'environment.threads': '',
      'final.data_loss': '',
    });
    expect(second).toMatchObject({
      run_id: id,
      duration_s: String(store.getRun(id).durationMs / 1000),
      digest: 'ab12',
      stopped_early: 'true',
      'config.layers.0.weightRegularizerL2': '0.00001',
      'config.layers.2.units': '3',
      'config.optimizer.kind': 'adam',
      'last.epoch': '20',
      'last.loss': String(1 / 21),
      'last.evaluated_data_loss': String(1 / 23),
      'last.generalization_gap': String(1 / 21.5 - 1 / 23),
      'best.epoch': '20',
      'best.validation_loss': String(1 / 21.5),
      'best.evaluated_accuracy': '0.38',
      'best.layer_penalties.0': String(0.1 / 21 + 0.2 / 21),
      'best.layer_penalties.1': '0',
      'final.data_loss': '0.25',
      'final.validation_accuracy': 'NaN',
      'final.generalization_gap': '0.5',
      'environment.threads': '2',
    });
  });

  it('shows what was revealed of a test set, and when', () => {
    const config = runConfig({ test: { samplesPerClass: 5 } });
    const final = { dataLoss: 0.25, accuracy: 0.875, validationLoss: 0.75, validationAccuracy: 0.5 };
    for (const name of ['kept', 'revealed']) {
      const id = recordRun(store, config, 1, name);
      store.endRuns([[id, { status: 'completed', final, test: { dataLoss: 0.625, accuracy: 0.75 } }]]);
      if (name === 'revealed') store.revealTest(id);
    }
    const plain = recordRun(store, runConfig(), 1, 'no test');
    const told = (line: Record<string, string>) =>
      ['name', 'test.data_loss', 'test.accuracy', 'test.revealed_at'].map((column) => line[column]);
    const { revealedAt } = store.getRun(store.resolveRunId('revealed')).test!;
    expect(exported({ table: 'runs' }).map(told)).toEqual([
      ['kept', '', '', ''],
      ['revealed', '0.625', '0.75', revealedAt],
      ['no test', '', '', ''],
    ]);
    expect(exportText({ table: 'runs', ids: [plain] })).not.toContain('test.');
  });

  it('survives hostile names, with formulas defused by an apostrophe', () => {
    store.createRuns(hostile.map((name) => ({ config: runConfig(), name, tags: [name] })));
    const lines = exported({ table: 'runs' });
    const harmless = hostile.map((name) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name));
    expect(lines.map((line) => line.name)).toEqual(harmless);
    expect(lines.map((line) => line.tags)).toEqual(harmless);
  });

  it('defuses a formula in any of the tags', () => {
    store.createRuns([{ config: runConfig(), name: 'tagged', tags: ['plain', '=1+1', 'a;=2'] }]);
    expect(exported({ table: 'runs' })[0]!.tags).toBe("plain;'=1+1;a\\;'=2");
  });

  it('has the runs of a selection, or the requested ones in their order', () => {
    const ids = ['wide-1', 'deep', 'wide-2'].map((name) => recordRun(store, runConfig(), 1, name));
    const names = (query: Partial<ExportQuery>) =>
      exported({ table: 'runs', ...query }).map((line) => line.name);
    expect(names({ selection: { filter: 'wide', trashed: false } })).toEqual(['wide-1', 'wide-2']);
    expect(names({ ids: [ids[2]!, ids[0]!, ids[2]!] })).toEqual(['wide-2', 'wide-1']);
    expect(() => names({ ids: ['nobody'] })).toThrow(expect.objectContaining({ code: 'notFound' }));
  });
});
