import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { importChoice, listRunsQuery } from '#api';
import { temporaryFolder, temporaryStore, type TestStore } from '../../store-fixture.ts';
import { bring, importerOf, planOf } from '../importer.fixture.ts';
import { crc32c } from './crc32c.ts';
import { mapMetrics, plainest } from './guess-metrics.ts';

/**
 * Event files of tensorboard 2.21.0 (deep) and tensorboardX 2.6.5 (wide). Wide: train/loss 1.5, 0.75, NaN at steps 0 to 2, val_loss 0.875
 * at 1, lr 0.5 at 0. Deep: validation has epoch_loss 0.5, 0.25 as numbers and epoch_accuracy 0.625 twice as tensor content; train has
 * epoch_loss 2.0 as a float64 tensor.
 */
const wide =
  'GAAAAAAAAACjf0siCQXyuwHrwtpBGg1icmFpbi5FdmVudDoygcFVaR4AAAAAAAAA2dwSMgkAAABA/FTZQSoTChEKCnRyYWluL2xvc3MVAADAP4iknGggAAAAAAAAACntqVAJAABAQPxU2UEQASoTChEKCnRyYWluL2xvc3MVAABAP0sGEhggAAAAAAAAACntqVAJAACAQPxU2UEQAioTChEKCnRyYWluL2xvc3MVAADAfzlAljQeAAAAAAAAANncEjIJAABAQPxU2UEQASoRCg8KCHZhbF9sb3NzFQAAYD9wPODSFgAAAAAAAABPYb4oCQAAAED8VNlBKgsKCQoCbHIVAAAAP7x2xHc=';
const deepTraining =
  'SAAAAAAAAAD+kkidCaWsvAHrwtpBGg1icmFpbi5FdmVudDoyUi4KLHRlbnNvcmJvYXJkLnN1bW1hcnkud3JpdGVyLmV2ZW50X2ZpbGVfd3JpdGVyjWDWoSkAAAAAAAAAN/9fAAkAAIBC/FTZQSoeChwKCmVwb2NoX2xvc3NCDggCEgAyCAAAAAAAAABAEZgoRg==';
const deepValidation =
  'SAAAAAAAAAD+kkidCQqFvAHrwtpBGg1icmFpbi5FdmVudDoyUi4KLHRlbnNvcmJvYXJkLnN1bW1hcnkud3JpdGVyLmV2ZW50X2ZpbGVfd3JpdGVyUHWaih4AAAAAAAAA2dwSMgkAAIBC/FTZQSoTChEKCmVwb2NoX2xvc3MVAAAAP28vYk8pAAAAAAAAADf/XwAJAACAQvxU2UEqHgocCg5lcG9jaF9hY2N1cmFjeUIKCAESACoEAAAgP1wO3gkgAAAAAAAAACntqVAJAADAQvxU2UEQASoTChEKCmVwb2NoX2xvc3MVAACAPrioDlQrAAAAAAAAAIYbw0sJAADAQvxU2UEQASoeChwKDmVwb2NoX2FjY3VyYWN5QgoIARIAKgQAACA/hfkT0g==';

/** The runs by name, with the cells of their epochs: epoch, loss, accuracy, learning rate, validation loss and accuracy. */
function stored(store: TestStore): unknown {
  const db = new Database(store.identity().file, { readonly: true });
  const rows = db
    .prepare<[], { name: string; status: string; origin: string; config: string; epochs: string }>(
      `SELECT name, status, origin, config, (SELECT json_group_array(json_array(
         epoch, loss, accuracy, learning_rate, validation_loss, validation_accuracy)) FROM epochs WHERE epochs.run_id = runs.run_id) AS epochs
       FROM runs WHERE deleted_at IS NULL ORDER BY name`,
    )
    .all();
  db.close();
  return rows.map(({ name, status, origin, epochs }) => [name, status, origin, JSON.parse(epochs)]);
}

it('matches the checksums in RFC 3720', () => {
  expect(crc32c(Buffer.from('123456789')).toString(16)).toBe('e3069283');
  expect(crc32c(new Uint8Array(32)).toString(16)).toBe('8a9136aa');
});

it('reads what TensorBoard and tensorboardX wrote', async () => {
  const store = temporaryStore();
  const { plan, done } = await bring(store, {
    'logs/wide/events.out.tfevents.1.vm': Buffer.from(wide, 'base64'),
    'logs/deep/train/events.out.tfevents.1.vm': Buffer.from(deepTraining, 'base64'),
    'logs/deep/validation/events.out.tfevents.1.vm': Buffer.from(deepValidation, 'base64'),
  });
  expect(plan).toMatchObject({ kind: 'tensorboard', newRuns: 2, notes: [] });
  expect(done).toMatchObject({ runs: 2 });
  expect(stored(store)).toEqual([
    [
      'deep',
      'completed',
      'tensorboard',
      [
        [0, 2, 'NaN', 'NaN', 0.5, 0.625],
        [1, 'NaN', 'NaN', 'NaN', 0.25, 0.625],
      ],
    ],
    [
      'wide',
      'diverged',
      'tensorboard',
      [
        [0, 1.5, 'NaN', 0.5, null, null],
        [1, 0.75, 'NaN', 'NaN', 0.875, null],
        [2, 'NaN', 'NaN', 'NaN', null, null],
      ],
    ],
  ]);
  const again = await bring(store, { 'logs/wide/events.out.tfevents.1.vm': Buffer.from(wide, 'base64') });
  expect(again.plan).toMatchObject({ newRuns: 0, knownRuns: 1 });
});

it('shows a series of such a run only where it was measured', async () => {
  const store = temporaryStore();
  await bring(store, { 'wide/tfevents': Buffer.from(wide, 'base64') });
  const { id } = store.listRuns(listRunsQuery.parse({})).runs[0]!;
  const { series } = await store.readSeries({
    id,
    metrics: ['learningRate', 'validationLoss'],
    fromEpoch: 0,
    toEpoch: null,
    smoothing: 0,
    maxPoints: null,
  });
  expect([series.learningRate?.epochs, series.learningRate?.values]).toEqual([
    Float64Array.of(0),
    Float64Array.of(0.5),
  ]);
  expect(series.validationLoss?.values).toEqual(Float64Array.of(0.875));
  expect(() => store.reopenRun(id)).toThrow(
    /was recorded by TensorBoard: it can be compared and exported, but not/,
  );
});

it('reads an event file that is still being written to its end, and refuses a damaged one', async () => {
  const bytes = Buffer.from(wide, 'base64');
  const cut = await bring(temporaryStore(), { 'w/tfevents': bytes.subarray(0, -3) });
  expect(cut.plan.notes).toEqual([
    'w/tfevents ends in the middle of a record; everything before it was read',
  ]);
  const damaged = Buffer.from(bytes);
  damaged[60]! ^= 1;
  await expect(bring(temporaryStore(), { 'w/tfevents': damaged })).rejects.toThrow(
    /w\/tfevents is damaged \(a record does not match/,
  );
});

it('reads the history and the charts of Weights & Biases, with metrics mapped as the user says', async () => {
  const store = temporaryStore();
  const history = '_step,_timestamp,loss,val/loss,note\n0,1700000000,2.5,NaN,x\n1,1700000001,1.25,,y\n';
  await bring(store, { 'calm-sea-1.csv': history });
  const chart = '"Step","a - train/err","a - train/err__MIN","b - train/err"\n5,0.5,0.4,0.75\n6,0.25,0.2,\n';
  const importer = importerOf(store, { 'chart.csv': chart });
  expect((await planOf(importer, importChoice.parse({}))).metrics).toEqual([{ name: 'train/err', as: null }]);
  const said = importChoice.parse({ metrics: { 'train/err': 'loss' } });
  expect((await planOf(importer, said)).metrics).toEqual([{ name: 'train/err', as: 'loss' }]);
  while ((await importer.advance(said)).done === null);
  expect(stored(store)).toEqual([
    [
      'a',
      'completed',
      'wandb',
      [
        [5, 0.5, 'NaN', 'NaN', null, null],
        [6, 0.25, 'NaN', 'NaN', null, null],
      ],
    ],
    ['b', 'completed', 'wandb', [[5, 0.75, 'NaN', 'NaN', null, null]]],
    [
      'calm-sea-1',
      'completed',
      'wandb',
      [
        [0, 2.5, 'NaN', 'NaN', 'NaN', null],
        [1, 1.25, 'NaN', 'NaN', null, null],
      ],
    ],
  ]);
});

it('reads MLflow runs, from its folder and from its database', async () => {
  const id = 'bb394c8a1f504800b8cc88852f6be9cf';
  const store = temporaryStore();
  const folder = `mlruns/0/${id}`;
  await bring(store, {
    [`${folder}/meta.yaml`]: `end_time: 1700000005000\nrun_name: 'ridge one'\nstart_time: 1700000000000\nstatus: 3\n`,
    [`${folder}/metrics/loss`]: '1700000000001 1.0 0\n1700000000002 0.5 1\n',
    [`${folder}/metrics/val/acc`]: '1700000000002 0.5 1\n',
    [`${folder}/params/lr`]: '0.05',
  });
  expect(stored(store)).toEqual([
    [
      'ridge one',
      'completed',
      'mlflow',
      [
        [0, 1, 'NaN', 'NaN', null, null],
        [1, 0.5, 'NaN', 'NaN', null, 0.5],
      ],
    ],
  ]);

  const file = join(temporaryFolder(), 'mlflow.db');
  const db = new Database(file);
  db.exec(`CREATE TABLE runs (run_uuid, name, status, start_time, end_time, lifecycle_stage);
    CREATE TABLE metrics (key, value, timestamp, run_uuid, step, is_nan); CREATE TABLE params (key, value, run_uuid);
    INSERT INTO runs VALUES ('u1', 'lasso', 'FAILED', 1700000000000, NULL, 'active'), ('u2', 'gone', 'FINISHED', 1, 2, 'deleted');
    INSERT INTO metrics VALUES ('loss', 0, 1, 'u1', 3, 1), ('val_loss', 0.25, 1, 'u1', 3, 0)`);
  const bytes = db.serialize();
  db.close();
  const { plan } = await bring(store, { 'mlflow.db': bytes });
  expect(plan).toMatchObject({ kind: 'mlflow', newRuns: 1, names: ['lasso'] });
});

it('picks the plainest name for each metric, and none of a test set', () => {
  const names = [
    'train/loss',
    'loss',
    'val_loss',
    'test_loss',
    'epoch_val_accuracy',
    'grad_norm',
    'learningRate',
  ];
  expect(Object.fromEntries(plainest(mapMetrics(names, {})))).toEqual({
    epoch_val_accuracy: 'validation_accuracy',
    learningRate: 'learning_rate',
    loss: 'loss',
    val_loss: 'validation_loss',
  });
});
