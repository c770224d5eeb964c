import { getConfigPath, setConfigPath } from './config-paths.ts';
import { datasetSchema, newPositions } from './dataset-schema.ts';
import { layerSchema } from './layer-kinds.ts';
import { optimizerSchema } from './optimizer-kinds.ts';
import { scheduleSchema } from './schedule-schema.ts';

export type ConfigChange = readonly [path: string, value: unknown];

/** Where a field `kind` says which other fields there are. */
const kinds = [
  { place: /^dataset$/, schema: datasetSchema },
  { place: /^optimizer$/, schema: optimizerSchema },
  { place: /^optimizer\.schedule$/, schema: scheduleSchema },
  { place: /^layers\.\d+$/, schema: layerSchema },
];

/** What may be null: a path that leads into it means that it is to be there, with the defaults of what is not named. */
const optional = ['optimizer.schedule', 'earlyStopping', 'test'];

/** The place that may be null and that this path leads into, if any. */
export function optionalPlaceOf(path: string): string | undefined {
  return optional.find((place) => path.startsWith(`${place}.`));
}

/**
 * A copy of the config with the values at dotted paths, later ones over earlier ones. Another kind, of the optimizer for
 * one, takes over the fields that it has as well, drops the rest, and has the defaults of what it has besides; kinds come
 * first, wherever they stand. A share of a table held out gives way to folds, and folds to a share. Throws ConfigPathError
 * as setConfigPath does.
 */
export function changeConfigPaths(config: unknown, changes: readonly ConfigChange[]): unknown {
  const isKind = ([path]: ConfigChange): boolean => path.endsWith('.kind');
  const ordered = [...changes.filter(isKind), ...changes.filter((change) => !isKind(change))];
  return ordered.reduce<unknown>((before, [path, value]) => {
    const changed = withSplitOf(path, before);
    const place = optionalPlaceOf(path);
    const open =
      place !== undefined && getConfigPath(changed, place) === null
        ? setConfigPath(changed, place, {})
        : changed;
    const next = setConfigPath(open, path, value);
    if (!isKind([path, value]) || getConfigPath(open, path) === value) return next;
    return withFieldsOfKind(next, path.slice(0, -'.kind'.length));
  }, config);
}

/** Fields that only one way to hold out validation samples has. */
const ways = [/^validation\.samplesPerClass$/, /^validation\.share$/, /^validation\.(folds|fold|repeat)$/];

/** One takes the place of another, so that each can be set where the other stands. */
function withSplitOf(path: string, config: unknown): unknown {
  const way = ways.find((fields) => fields.test(path));
  const given = getConfigPath(config, 'validation');
  if (!way || typeof given !== 'object' || given === null) return config;
  const kept = Object.entries(given).filter(
    ([field]) => !ways.some((other) => other !== way && other.test(`validation.${field}`)),
  );
  return setConfigPath(config, 'validation', Object.fromEntries(kept));
}

/** What stands at `place` has a new kind. One that is not known is left for the schema to refuse. */
function withFieldsOfKind(config: unknown, place: string): unknown {
  const options = kinds.find((one) => one.place.test(place))?.schema.options ?? [];
  const given = getConfigPath(config, place) as { readonly kind: unknown };
  const option = options.find(({ shape }) => shape.kind.value === given.kind);
  if (option === undefined) return config;
  const kept = Object.fromEntries(Object.entries(given).filter(([field]) => field in option.shape));
  // Positions are of the data that were there: other data are new.
  if ('positions' in option.shape) kept['positions'] = newPositions;
  const parsed = option.safeParse(kept);
  return setConfigPath(config, place, parsed.success ? parsed.data : kept);
}
