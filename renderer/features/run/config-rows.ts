/** One field of a config: its dotted path and its value as JSON. */
export interface ConfigRow {
  readonly path: string;
  readonly value: string;
}

/** Every field of a config as rows, in the order of the document. */
export function configRows(value: unknown, path = ''): ConfigRow[] {
  if (typeof value !== 'object' || value === null) return [{ path, value: JSON.stringify(value) ?? 'none' }];
  return Object.entries(value).flatMap(([key, entry]) =>
    configRows(entry, path === '' ? key : `${path}.${key}`),
  );
}
