import { expect, it } from 'vitest';
import { RandomStream } from '#engine';
import { delimiters, thousandsMarks, type Delimiter, type Thousands } from './dialect.ts';
import { TableError } from './table-error.ts';
import { createTableImport } from './table-import.ts';
import { encodeUtf8 } from './utf8.ts';

// Random tables in random dialects: each must be read back as it was, or be refused. A refusal must name a solution, and the file must be
// read back once that is given.

interface Written {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly delimiter: Delimiter;
  readonly decimal: '.' | ',';
  readonly thousands: Thousands | null;
  readonly header: boolean;
  readonly values: readonly (readonly number[])[];
  readonly classes: readonly string[];
}

function createDice(seed: number) {
  const random = new RandomStream(seed);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random.randomSample() * values.length)]!;
  return {
    pick,
    chance: (share: number) => random.randomSample() < share,
    between: random.randomSample.bind(random),
  };
}

function group(digits: string, mark: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, mark);
}

function write(seed: number): Written {
  const { pick, chance, between } = createDice(seed);
  const delimiter = pick(delimiters);
  const decimal = pick(['.', ','] as const);
  // Points between commas or blanks are read as decimal marks: nobody groups digits by them there.
  const isEnglish = delimiter === ',' || delimiter === ' ';
  const others = thousandsMarks.filter(
    (mark) => mark !== decimal && !(mark === ' ' && delimiter === ' ') && !(mark === '.' && isEnglish),
  );
  const thousands = chance(0.4) ? pick(others) : null;
  const header = chance(0.5);
  const quoteAll = chance(0.3);
  const [rows, columns] = [5 + Math.floor(between() * 30), 1 + Math.floor(between() * 5)];
  const newline = pick(['\n', '\r\n', '\r']);
  const blanks = delimiter === ' ' ? ['', '  '] : ['', '', ' '];

  const kinds = Array.from({ length: columns }, () => ({
    decimals: pick([0, 0, 1, 2, 3, 3, 5]),
    size: pick([1, 10, 1000, 100_000, 10_000_000]),
    signed: chance(0.5),
  }));
  const values = Array.from({ length: rows }, () =>
    kinds.map(({ decimals, size, signed }) => {
      return Number(((signed && chance(0.5) ? -1 : 1) * between() * size).toFixed(decimals));
    }),
  );
  const names = pick([
    ['a', 'b', 'c'],
    ['iris setosa', 'rose', 'Köln, Rhein; "alt"'],
    ['0', '1', '2'],
  ]);
  const classes = values.map((_, row) => (row < 2 ? names[row]! : pick(names)));
  const top = pick([
    [...kinds.map((_, column) => `x${column}`), 'class'],
    [...kinds.map((_, column) => String(column)), 'label'],
  ]);

  const cellOf = (value: number, column: number): string => {
    const [whole, fraction] = Math.abs(value).toFixed(kinds[column]!.decimals).split('.');
    const sign = value < 0 || Object.is(value, -0) ? '-' : '';
    return sign + (thousands ? group(whole!, thousands) : whole!) + (fraction ? decimal + fraction : '');
  };
  const quoted = (cell: string): string => {
    const must = cell.includes(delimiter) || cell.includes('"') || (delimiter === ' ' && cell === '');
    return must || quoteAll ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  const lines = [
    ...(header ? [top] : []),
    ...values.map((row, index) => [...row.map(cellOf), classes[index]!]),
  ].map((cells) =>
    cells
      .map((cell) => pick(blanks) + quoted(cell) + (delimiter === ' ' ? '' : pick(blanks)))
      .join(delimiter),
  );
  const text = lines.join(newline) + (chance(0.8) ? newline : '');
  return {
    text,
    bytes: encode(text, pick(['utf-8', 'bom', 'utf-16le', 'utf-16be'])),
    delimiter,
    decimal,
    thousands,
    header,
    values,
    classes,
  };
}

function encode(text: string, encoding: string): Uint8Array {
  if (!encoding.startsWith('utf-16')) return encodeUtf8(encoding === 'bom' ? `\uFEFF${text}` : text);
  const marked = `\uFEFF${text}`;
  const units = Array.from({ length: marked.length }, (_, index) => marked.charCodeAt(index));
  return Uint8Array.from(
    units.flatMap((unit) => (encoding === 'utf-16le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
  );
}

function read(bytes: Uint8Array, options = {}): readonly (number | string)[][] {
  const table = createTableImport(options);
  for (let from = 0; from < bytes.length; from += 37) table.push(bytes.subarray(from, from + 37));
  const { samples, labels } = table.finish();
  return Array.from({ length: samples.samples }, (_, row) => [
    ...samples.inputs.subarray(row * samples.features, (row + 1) * samples.features),
    labels[samples.targets[row]!]!,
  ]);
}

const rowsOf = ({ values, classes }: Written) =>
  values.map((row, index) => [...row.map((value) => value + 0), classes[index]!]);
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const cases = 400;

it(`reads ${cases} random files as they were written, or asks`, { timeout: 60_000 }, () => {
  const refused: string[] = [];
  for (let seed = 0; seed < cases; seed++) {
    const file = write(seed);
    const where = `seed ${seed}:\n${file.text.slice(0, 300)}`;
    try {
      if (!isSame(read(file.bytes), rowsOf(file))) throw new Error(`read wrongly, ${where}`);
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      refused.push(`${error.message} ${where}`);
      const { delimiter, decimal, thousands, header } = file;
      const said = {
        decimal,
        thousands,
        header,
        ...(delimiter !== decimal && delimiter !== thousands && { delimiter }),
      };
      expect(isSame(read(file.bytes, said), rowsOf(file)), `once told, ${where}`).toBe(true);
    }
  }
  // Most files are unambiguous.
  expect(refused.length).toBeLessThan(cases / 5);
});
