import type { Connection } from './connection.ts';

/** A column of any table that can hold more than whole numbers or row keys. */
export interface DamagedColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Columns that identify a row of the table. */
  readonly key: string;
}

/** A value put in place of another. */
export interface Damage extends DamagedColumn {
  readonly value: unknown;
  /** Which row of the table, in key order. */
  readonly row: 'first' | 'last';
}

/** Every column in the schema that may hold text, bytes or a metric, and those for counts and sizes. */
export function damageableColumns(db: Connection): DamagedColumn[] {
  const tables = db
    .prepare<[], { name: string; wr: 0 | 1 }>(
      `SELECT name, wr FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'`,
    )
    .all();
  return tables.flatMap(({ name: table, wr }) => {
    const columns = db
      .prepare<[string], { name: string; type: string; pk: number }>(
        `SELECT name, type, pk FROM pragma_table_info(?)`,
      )
      .all(table);
    const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    const key = wr === 1 ? keys.map(({ name }) => name).join(', ') : 'rowid';
    return columns
      .filter(
        ({ name, type }) =>
          type !== 'INTEGER' || (!name.endsWith('_id') && name !== 'epoch' && name !== 'layer'),
      )
      .map(({ name: column, type }) => ({ table, column, type, key }));
  });
}

const deep = '['.repeat(20_000) + ']'.repeat(20_000);

/** What a disk, a person or another version may have left, of every kind. */
const values: readonly unknown[] = [
  null,
  ...[
    '',
    ' ',
    'null',
    '{}',
    '[]',
    '1',
    '-1',
    'true',
    '"text"',
    'NaN',
    'Infinity',
    '1e999',
    '{"kind": "future"}',
    '[null]',
  ],
  ...['{"layers": [', '[1, 2', '[[[[]]]]', '{"a": {"b": {"c": {}}}}', deep, 'x'.repeat(100_000)],
  ...[
    'completed',
    'queued',
    'running',
    'from the future',
    '2099-01-01T00:00:00.000Z',
    '+275760-09-13T00:00:00.001Z',
    'yesterday',
  ],
  ...[
    '\u0000',
    '\u001b[2J',
    '\u202eabc',
    '../../host',
    "'; DROP TABLE runs; --",
    'ünïcödé 漢字 🙂',
    '__proto__',
    '~1',
  ],
  ...[0, 1, -1, 0.5, 64, 65, 2 ** 53 - 1, -(2 ** 53), 1e300, Infinity],
  ...[Buffer.of(), Buffer.of(0xff, 0xfe, 0x80), Buffer.alloc(16), Buffer.alloc(1001)],
];

/** Invalid UTF-8 text can only come in as bytes that SQLite is told to treat as text. */
const brokenUtf8 = Buffer.of(0x7b, 0xff, 0xc3, 0x28);

/** Values that a column may hold according to its type in a STRICT table, including variants of the value that is there. */
export function damagesOf(db: Connection, { type, table, column }: DamagedColumn): unknown[] {
  const isNumber = (value: unknown): boolean => typeof value === 'number';
  if (type === 'INTEGER') return values.filter((value) => value === null || Number.isSafeInteger(value));
  if (type === 'REAL') return values.filter((value) => value === null || isNumber(value));
  if (type === 'BLOB') return values.filter((value) => value === null || value instanceof Uint8Array);
  const stored = db
    .prepare<[]>(`SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL LIMIT 1`)
    .pluck()
    .get();
  const text = typeof stored === 'string' ? stored : '';
  const near = [
    text.slice(0, -1),
    `${text}}`,
    text.replaceAll(/\d+/g, '"7"'),
    text.replaceAll(/"kind":"\w+"/g, '"kind":"future"'),
    text.replaceAll(/null/g, '[]'),
  ];
  const texts = values.filter((value) => value === null || typeof value === 'string');
  return type === 'TEXT' ? [...texts, ...near, brokenUtf8] : [...values, ...near];
}

/** False if the schema itself refuses: a key that is taken, or NULL where a value is required. */
export function damageRow(db: Connection, { table, column, type, key, value, row }: Damage): boolean {
  const bound = type === 'TEXT' && value instanceof Uint8Array ? 'CAST(? AS TEXT)' : '?';
  const order =
    row === 'first'
      ? ''
      : key
          .split(', ')
          .map((part) => `${part} DESC`)
          .join(', ');
  const integer = type === 'INTEGER' && typeof value === 'number';
  try {
    db.prepare(
      `UPDATE ${table} SET ${column} = ${bound} WHERE (${key}) IN (SELECT ${key} FROM ${table} ORDER BY ${order === '' ? key : order} LIMIT 1)`,
    ).run(integer ? BigInt(value) : value);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('SQLITE_CONSTRAINT'))
      return false;
    throw thrown;
  }
}
