import { getConfigPath, setConfigPath } from './config-paths.ts';
import { datasetSchema, newPositions } from './dataset-schema.ts';
import { layerSchema } from './layer-kinds.ts';
import { optimizerSchema } from './optimizer-kinds.ts';
import { scheduleSchema } from './schedule-schema.ts';

export type ConfigChange = readonly [path: string, value: unknown];

/** Places where a field `kind` determines which other fields there are. */
const kinds = [
  { place: /^dataset$/, schema: datasetSchema },
  { place: /^optimizer$/, schema: optimizerSchema },
  { place: /^optimizer\.schedule$/, schema: scheduleSchema },
  { place: /^layers\.\d+$/, schema: layerSchema },
];

/** Parts that may be null: a path into one of them turns it on, with defaults for whatever is not named. */
const optional = ['optimizer.schedule', 'earlyStopping', 'test'];

/** The nullable part that this path leads into, if any. */
export function optionalPlaceOf(path: string): string | undefined {
  return optional.find((place) => path.startsWith(`${place}.`));
}

/**
 * A copy of the config with the values at dotted paths, later ones overriding earlier ones. A new kind, such as of the optimizer, keeps the
 * fields that it also has, drops the rest, and gets the defaults of its other fields; kinds are applied first, wherever they are listed. A
 * held-out share of a table gives way to folds, and folds to a share. Throws ConfigPathError as setConfigPath does.
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

/** Fields that only one way of holding out validation samples has. */
const ways = [/^validation\.samplesPerClass$/, /^validation\.share$/, /^validation\.(folds|fold|repeat)$/];

/** One way replaces another, so that each can be set when the other is present. */
function withSplitOf(path: string, config: unknown): unknown {
  const way = ways.find((fields) => fields.test(path));
  const given = getConfigPath(config, 'validation');
  if (!way || typeof given !== 'object' || given === null) return config;
  const kept = Object.entries(given).filter(
    ([field]) => !ways.some((other) => other !== way && other.test(`validation.${field}`)),
  );
  return setConfigPath(config, 'validation', Object.fromEntries(kept));
}

/** Adapts the part at `place` to its new kind. An unknown kind is left for the schema to refuse. */
function withFieldsOfKind(config: unknown, place: string): unknown {
  const options = kinds.find((one) => one.place.test(place))?.schema.options ?? [];
  const given = getConfigPath(config, place) as { readonly kind: unknown };
  const option = options.find(({ shape }) => shape.kind.value === given.kind);
  if (option === undefined) return config;
  const kept = Object.fromEntries(Object.entries(given).filter(([field]) => field in option.shape));
  // Positions belonged to the previous data; the new data are a fresh choice.
  if ('positions' in option.shape) kept['positions'] = newPositions;
  const parsed = option.safeParse(kept);
  return setConfigPath(config, place, parsed.success ? parsed.data : kept);
}
