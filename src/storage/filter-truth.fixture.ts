import type { EpochMetrics, RunDetail, TailMetrics } from '#api';
import {
  countParameters,
  flattenConfig,
  metricSource,
  type Field,
  type FieldTest,
  type Filter,
  type FilterValue,
  type Moment,
} from '#experiments';
import type { EpochValues } from './store-fixture.ts';

// What a filter should find according to docs/filter.md, computed without SQL: values are looked up in a run as the API returns it.

type Value = string | number;
type Cell = Value | null | undefined;

/** A run, its ancestors (oldest last), and the epochs that each of them recorded itself. */
export interface Told {
  readonly run: RunDetail;
  readonly line: readonly {
    readonly branchEpoch: number;
    readonly recorded: ReadonlyMap<number, EpochValues>;
  }[];
  readonly samples: number;
}

/** `now` is the time from which `-7d` counts back, in milliseconds since 1970. */
export function isFound(filter: Filter, told: Told, now: number): boolean {
  switch (filter.kind) {
    case 'all':
      return true;
    case 'and':
      return filter.terms.every((term) => isFound(term, told, now));
    case 'or':
      return filter.terms.some((term) => isFound(term, told, now));
    case 'not':
      return !isFound(filter.term, told, now);
    case 'word':
      return wordsOf(told.run).some((text) => plain(text).includes(plain(filter.word.text)));
    case 'comparison':
      return fits(filter.test, valuesOf(filter.field, told), now);
  }
}

const plain = (text: string): string => text.normalize('NFC').toLowerCase().normalize('NFC');

function wordsOf({ id, name, tags, notes, status, config }: RunDetail): string[] {
  const kinds = [...flattenConfig(config)].filter(([path]) => path !== 'loss.kind' && /\.kind$/.test(path));
  return [id, name, status, notes, ...tags, ...kinds.map(([, kind]) => String(kind))];
}

function fits(test: FieldTest<FilterValue>, values: readonly Value[], now: number): boolean {
  switch (test.op) {
    case 'is missing':
      return values.length === 0;
    case 'is nan':
      return values.some(Number.isNaN);
    case 'contains':
      return values.some((value) => plain(String(value)).includes(plain(test.value.text)));
    case 'starts with':
      return values.some((value) => plain(String(value)).startsWith(plain(test.value.text)));
    case 'in':
      return values.some((value) => test.values.some((one) => compares(value, '=', one, now)));
    case 'between':
      return values.some(
        (value) => compares(value, '>=', test.from, now) && compares(value, '<=', test.to, now),
      );
    case '!=':
      return !values.some((value) => compares(value, '=', test.value, now));
    default: {
      const { op } = test;
      return values.some((value) => compares(value, op, test.value, now));
    }
  }
}

function compares(
  value: Value,
  op: '=' | '<' | '<=' | '>' | '>=',
  against: FilterValue,
  now: number,
): boolean {
  if (against.type === 'text') return plain(String(value)) === plain(against.text);
  if (against.type === 'number') return ordered(Number(value), op, against.number, against.number);
  const [from, until] = lasting(against.moment, now);
  const at = Date.parse(String(value));
  // A day has no end of its own: what comes after it begins with the next day.
  if (until !== null && op === '=') return at >= from && at < until;
  if (until !== null && op === '<=') return at < until;
  if (until !== null && op === '>') return at >= until;
  return ordered(at, op, from, from);
}

function ordered(value: number, op: '=' | '<' | '<=' | '>' | '>=', from: number, to: number): boolean {
  if (op === '=') return value === from;
  if (op === '<') return value < from;
  if (op === '<=') return value <= to;
  return op === '>' ? value > to : value >= from;
}

/** Start and exclusive end of a moment; the end is null for a point in time. */
function lasting(moment: Moment, now: number): [from: number, until: number | null] {
  const today = new Date(now);
  const midnight = (year: number, month: number, day: number): number => new Date(year, month, day).getTime();
  const daysAgo = (days: number): number =>
    midnight(today.getFullYear(), today.getMonth(), today.getDate() - days);
  switch (moment.kind) {
    case 'ago':
      return [Math.max(now - moment.ms, 0), null];
    case 'today':
      return [daysAgo(0), daysAgo(-1)];
    case 'yesterday':
      return [daysAgo(1), daysAgo(0)];
    case 'day': {
      const { year, month, day } = moment.day;
      return [midnight(year, month - 1, day), midnight(year, month - 1, day + 1)];
    }
    case 'time': {
      const { year, month, day } = moment.day;
      if (moment.offset === null) return [midnight(year, month - 1, day) + moment.ms, null];
      return [Date.UTC(year, month - 1, day) + moment.ms - moment.offset * 60_000, null];
    }
  }
}

/** All values of a field; empty if it is missing. */
export function valuesOf(field: Field, told: Told): Value[] {
  const cells = field.group === 'run' ? runCells(field.name, told) : [oneCell(field, told)];
  return cells.filter((cell) => cell !== null && cell !== undefined);
}

function oneCell(field: Field, told: Told): Cell {
  if (field.group === 'metric') return metricCell(field, told);
  const value = flattenConfig(told.run.config).get(field.name);
  return typeof value === 'boolean' ? String(value) : value;
}

function runCells(name: string, { run, samples }: Told): readonly Cell[] {
  const { config, environment } = run;
  const dense = config.layers.filter((layer) => layer.kind === 'dense');
  const lambdas = dense.map((layer) => layer as unknown as Readonly<Record<string, number>>);
  const largest = (...kinds: string[]): number =>
    Math.max(...lambdas.flatMap((layer) => kinds.map((kind) => layer[kind]!)));
  const kinds = ['weightRegularizerL1', 'weightRegularizerL2', 'biasRegularizerL1', 'biasRegularizerL2'];
  const cells: Readonly<Record<string, readonly Cell[]>> = {
    ...{
      name: [run.name],
      id: [run.id],
      status: [run.status],
      tag: run.tags,
      notes: [run.notes || null],
      seed: [run.seed],
    },
    ...{
      sweep: [],
      parent: [run.branch?.parentId, run.branch?.parentName],
      branch_epoch: [run.branch?.epoch],
    },
    ...{
      created: [run.createdAt],
      started: [run.startedAt],
      ended: [run.endedAt],
      duration: [run.durationMs],
    },
    ...{
      epochs_done: [run.epochsDone],
      diverged_at: [run.divergedAt],
      error: [run.error],
      digest: [run.digest],
    },
    ...{
      stopped_early: [String(run.stoppedEarly)],
      origin: [run.origin],
      imported_from: [run.importedFrom?.source],
    },
    ...{ dataset: [config.dataset.kind], samples: [samples], dense_layers: [dense.length] },
    ...{
      dense_units: [dense.reduce((sum, { units }) => sum + units, 0)],
      parameters: [countParameters(config)],
    },
    ...{ lambda: [largest(...kinds)], ...Object.fromEntries(kinds.map((kind) => [kind, [largest(kind)]])) },
    ...{ platform: [environment.platform], kernels: [environment.kernelVariant] },
    ...{ engine_version: [environment.engineVersion], app_version: [environment.appVersion] },
  };
  return cells[name] ?? [];
}

const camelCase = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function metricCell(field: Field, { run, line }: Told): Cell {
  const source = metricSource(field);
  if (source.point === 'at') return cellAtEpoch(source, { run, line });
  if (source.metric === 'layer_penalties') return run[source.point]?.layerPenalties[source.layer];
  const isValidated = source.metric === 'gap' || /^(validation|evaluated)/.test(source.metric);
  const at =
    source.point === 'last' && isValidated
      ? run.lastValidated
      : source.point === 'test'
        ? run.test?.metrics
        : run[source.point];
  if (source.metric === 'gap') {
    const { validationLoss = null, evaluatedDataLoss = null } = (at ?? {}) as Partial<EpochMetrics>;
    return validationLoss === null || evaluatedDataLoss === null ? null : validationLoss - evaluatedDataLoss;
  }
  if (source.metric === 'validation_deviation') return (at as TailMetrics | null)?.validationLossDeviation;
  return (at as unknown as Readonly<Record<string, Cell>> | null)?.[camelCase(source.metric)] ?? null;
}

type AtEpoch = Extract<ReturnType<typeof metricSource>, { point: 'at' }>;

function cellAtEpoch(source: AtEpoch, { run, line }: Pick<Told, 'run' | 'line'>): Cell {
  const owner = line.find(({ branchEpoch }) => branchEpoch <= source.epoch);
  const row = owner?.recorded.get(source.epoch);
  if (row === undefined) return null;
  if (source.metric === 'layer_penalties') {
    if (source.layer >= run.config.layers.filter(({ kind }) => kind === 'dense').length) return null;
    return row.penalties![source.layer]!.reduce((sum, part) => sum + part, 0);
  }
  const { loss, dataLoss, validationLoss = null, evaluatedDataLoss = null } = row;
  const isMeasured = validationLoss !== null;
  const cells: Readonly<Record<string, Cell>> = {
    ...{ loss, data_loss: dataLoss, regularization_loss: 0.001, accuracy: 0.36, learning_rate: 0.05 },
    ...{ validation_loss: validationLoss, validation_accuracy: isMeasured ? 0.5 : null },
    ...{ evaluated_data_loss: evaluatedDataLoss, evaluated_accuracy: isMeasured ? 0.38 : null },
    gap: isMeasured && evaluatedDataLoss !== null ? validationLoss - evaluatedDataLoss : null,
  };
  const cell = cells[source.metric];
  // In runs recorded by another program NaN means that nothing was measured.
  return run.origin === 'mlflow' && Number.isNaN(cell) ? null : cell;
}
