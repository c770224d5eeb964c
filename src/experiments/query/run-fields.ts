import { runOrigins } from '../run-origins.ts';
import type { Field, FieldType } from './fields.ts';

const statuses = ['queued', 'running', 'paused', 'completed', 'stopped', 'diverged', 'failed', 'interrupted'];

/** Properties of a run besides its config and metrics: name, type, description, and values if there are few. */
const table: readonly (readonly [
  name: string,
  type: FieldType,
  about: string,
  values?: readonly string[],
])[] = [
  ['name', 'text', 'name'],
  ['id', 'text', 'id'],
  ['status', 'text', 'status of the run', statuses],
  ['tag', 'text', 'any of the tags'],
  ['notes', 'text', 'notes'],
  ['seed', 'number', 'seed'],
  ['sweep', 'text', 'name or id of its sweep'],
  ['parent', 'text', 'name or id of the run it was forked from'],
  ['branch_epoch', 'number', 'epoch at which it was forked'],
  ['origin', 'text', 'origin of its metrics, if imported from another program or a CSV file', runOrigins],
  ['imported_from', 'text', 'name of the file it was imported from'],
  ['created', 'time', 'when it was created'],
  ['started', 'time', 'when training started'],
  ['ended', 'time', 'when training ended'],
  ['duration', 'duration', 'training time without pauses'],
  ['epochs_done', 'number', 'epochs trained'],
  ['diverged_at', 'number', 'epoch at which the loss was no longer finite'],
  ['onset', 'number', 'epoch at which overfitting set in, of a run that ended'],
  ['stopped_early', 'text', 'whether early stopping ended it', ['true', 'false']],
  ['error', 'text', 'why it failed'],
  ['dataset', 'text', 'kind of the data, or name of the table'],
  ['samples', 'number', 'training samples'],
  ['dense_layers', 'number', 'dense layers'],
  ['dense_units', 'number', 'units of all dense layers'],
  ['parameters', 'number', 'weights and biases'],
  ['lambda', 'number', 'largest lambda of any layer'],
  ['weightRegularizerL1', 'number', 'largest L1 lambda on weights'],
  ['weightRegularizerL2', 'number', 'largest L2 lambda on weights'],
  ['biasRegularizerL1', 'number', 'largest L1 lambda on biases'],
  ['biasRegularizerL2', 'number', 'largest L2 lambda on biases'],
  ['digest', 'text', 'digest of config and metrics'],
  ['platform', 'text', 'system and processor it was trained on'],
  ['kernels', 'text', 'kernels it was trained with'],
  ['engine_version', 'text', 'version of the engine'],
  ['app_version', 'text', 'version of Lambdascope'],
];

export const runFields: readonly Field[] = table.map(([name, type, about, values = []]) => {
  return { name, group: 'run', type, about, values };
});
