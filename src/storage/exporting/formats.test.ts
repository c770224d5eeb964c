import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CsvCell } from '#experiments';
import { python } from '../../python.fixture.ts';
import { testWith } from '../../system-needs.fixture.ts';
import { temporaryFolder } from '../../temporary-folder.fixture.ts';
import type { ExportColumn, ExportTable } from './export-table.ts';
import { parquetChunks } from './parquet.ts';
import { csvLines, jsonLines } from './text-formats.ts';

const columns: readonly ExportColumn[] = [
  { name: 'name', type: 'text' },
  { name: 'seed', type: 'integer' },
  { name: 'loss, "last"', type: 'number' },
  { name: 'stopped', type: 'boolean' },
];
const rows: readonly (readonly CsvCell[])[] = [
  ['Zürich, "a"\n', 4294967295, 0.1, true],
  ['', 0, NaN, false],
  [null, null, null, null],
  ['=1+1', 9007199254740991, -0, true],
  ['🙂', -1, Infinity, undefined],
  ['x', 2, 5e-324, false],
];
const table: ExportTable = { columns, rows };

it('CSV guards against formulas, and leaves missing cells empty', () => {
  expect([...csvLines(table)]).toEqual([
    'name,seed,"loss, ""last""",stopped\r\n',
    '"Zürich, ""a""\n",4294967295,0.1,true\r\n',
    ',0,NaN,false\r\n',
    ',,,\r\n',
    "'=1+1,9007199254740991,-0.0,true\r\n",
    '🙂,-1,Infinity,\r\n',
    'x,2,5e-324,false\r\n',
  ]);
});

it('JSON is an array of objects, with NaN and infinities as texts and every column in each object', () => {
  const name = 'loss, "last"';
  const read = JSON.parse([...jsonLines(table)].join('')) as Record<string, unknown>[];
  expect(read).toEqual([
    { name: 'Zürich, "a"\n', seed: 4294967295, [name]: 0.1, stopped: true },
    { name: '', seed: 0, [name]: 'NaN', stopped: false },
    { name: null, seed: null, [name]: null, stopped: null },
    { name: '=1+1', seed: 9007199254740991, [name]: -0, stopped: true },
    { name: '🙂', seed: -1, [name]: 'Infinity', stopped: null },
    { name: 'x', seed: 2, [name]: 5e-324, stopped: false },
  ]);
  expect([...jsonLines({ columns, rows: [] })].join('')).toBe('[]\n');
});

it('Parquet refuses cells that do not match the type of their column', () => {
  const wrong = { columns: [{ name: 'seed', type: 'integer' }], rows: [[1.5]] } as const;
  expect(() => [...parquetChunks(wrong)]).toThrow('column seed has 1.5, which is no integer');
});

const parquet = (of: ExportTable): Buffer => Buffer.concat([...parquetChunks(of)]);

// pyarrow 26 reads it as [{'name': 'a', 'seed': 1}, {'name': None, 'seed': 300}].
const golden =
  'UEFSMRUGFQ4VElwVBBUCFQQVABUEFQAAAAMBBRABAAAAYRUGFSQVKFwVBBUAFQQVABUEFQAAAAMDEDwBAAAAAAAAACwBAAAAAAAAFQQZPEgGc2NoZW1hFQQAFQwlAhgEbmFtZSUATBwAAAAVBCUCGARzZWVkABYEGRwZLCYIHBUMGRUAGRgEbmFtZRUCFgQWOBY8JggAACZEHBUEGRUAGRgEc2VlZBUCFgQWThZSJkQAABaGARYENo4BACgLTGFtYmRhc2NvcGUZLBwAABwAAACGAAAAUEFSMQ==';

it('a Parquet file has the bytes that other programs read', () => {
  const small = {
    columns: columns.slice(0, 2),
    rows: [
      ['a', 1],
      [null, 300],
    ],
  };
  expect(parquet(small).toString('base64')).toBe(golden);
});

testWith('pyarrow')('pyarrow reads the same back, to the bit', async () => {
  const many = { columns, rows: Array.from({ length: 300_000 }, (_, at) => ['r', at, at / 7, at % 3 === 0]) };
  const folder = temporaryFolder();
  const files = { table, many, none: { columns, rows: [] } };
  for (const [name, of] of Object.entries(files)) writeFileSync(join(folder, name), parquet(of));
  const script = `
import struct, sys
import pyarrow.parquet as pq
read = pq.read_table(sys.argv[1] + "/table")
print([str(t) for t in read.schema.types])
rows = read.to_pylist()
print([r["name"] for r in rows], [r["seed"] for r in rows], [r["stopped"] for r in rows])
print([None if v is None else struct.pack("<d", v).hex() for v in read.column(2).to_pylist()])
many = pq.ParquetFile(sys.argv[1] + "/many")
column = many.read().to_pydict()
print(many.num_row_groups, column["seed"] == list(range(300000)), column[read.schema.names[2]] == [i / 7 for i in range(300000)], sum(column["stopped"]))
print(pq.read_table(sys.argv[1] + "/none").num_rows)`;
  expect((await python(['-c', script, folder])).split('\n')).toEqual([
    "['string', 'int64', 'double', 'bool']",
    `['Zürich, "a"\\n', '', None, '=1+1', '🙂', 'x'] [4294967295, 0, None, 9007199254740991, -1, 2] [True, False, None, True, None, False]`,
    "['9a9999999999b93f', '000000000000f87f', None, '0000000000000080', '000000000000f07f', '0100000000000000']",
    '3 True True 100000',
    '0',
    '',
  ]);
});
