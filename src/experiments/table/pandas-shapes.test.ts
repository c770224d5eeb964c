import { expect, it } from 'vitest';
import { createTableImport, type ImportOptions } from './table-import.ts';
import { encodeUtf8 } from './utf8.ts';

// What pandas 3.1.1 reads from the same texts when the arguments of `read_csv` beside each tell it how; here nothing is specified.

interface Shape {
  readonly name: string;
  readonly text: string;
  readonly rows: readonly (readonly (number | string)[])[];
  /** Names of the features, and of the column of classes. */
  readonly names: readonly string[];
  readonly options?: ImportOptions;
  readonly encode?: (text: string) => Uint8Array;
}

function encodeUtf16(text: string): Uint8Array {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return Uint8Array.from([0xfeff, ...units].flatMap((unit) => [unit & 255, unit >> 8]));
}

const counted = (columns: number) => Array.from({ length: columns }, (_, index) => `column ${index + 1}`);

it.each<Shape>([
  {
    name: String.raw`numbers between blanks: sep='\s+', header=None`,
    text: '1 6 4 12 5 1\n2 48 2 60 1 2\n4  12 4 21 1 1 \n1 42 2 79 1 1\n1 24 3 49 1 2\n',
    names: counted(6),
    rows: [
      [1, 6, 4, 12, 5, '1'],
      [2, 48, 2, 60, 1, '2'],
      [4, 12, 4, 21, 1, '1'],
      [1, 42, 2, 79, 1, '1'],
      [1, 24, 3, 49, 1, '2'],
    ],
  },
  {
    name: String.raw`repeated tabs: sep='\t+', header=None`,
    text: '15.26\t14.84\t0.871\t1\n14.88\t14.57\t\t0.8811\t1\n17.63\t15.98\t0.8673\t\t2\n11.84\t13.21\t0.8521\t3\n',
    names: counted(4),
    rows: [
      [15.26, 14.84, 0.871, '1'],
      [14.88, 14.57, 0.8811, '1'],
      [17.63, 15.98, 0.8673, '2'],
      [11.84, 13.21, 0.8521, '3'],
    ],
  },
  {
    name: "European Excel: sep=';', decimal=',', thousands='.'",
    text: 'Länge;Breite;Art\r\n1.234,5;0,25;rot\r\n-7;1e3;blau\r\n12.000,75;3,5;rot\r\n',
    names: ['Länge', 'Breite', 'Art'],
    rows: [
      [1234.5, 0.25, 'rot'],
      [-7, 1000, 'blau'],
      [12000.75, 3.5, 'rot'],
    ],
  },
  {
    name: 'an index column: index_col=0',
    text: ',x,y,c\n0,5.1,3,a\n1,4.9,2,b\n2,6.25,4,a\n3,7.0,5,b\n4,8.5,6,a\n',
    options: { leaveOut: ['column 1'] },
    names: ['x', 'y', 'c'],
    rows: [
      [5.1, 3, 'a'],
      [4.9, 2, 'b'],
      [6.25, 4, 'a'],
      [7, 5, 'b'],
      [8.5, 6, 'a'],
    ],
  },
  {
    name: String.raw`UTF-16: encoding='utf-16', sep='\t'`,
    text: 'größe\tAnzahl\tc\n1.5\t3\tä€\n2.25\t4\t🙂\n3.0\t5\tä€\n',
    encode: encodeUtf16,
    names: ['größe', 'Anzahl', 'c'],
    rows: [
      [1.5, 3, 'ä€'],
      [2.25, 4, '🙂'],
      [3, 5, 'ä€'],
    ],
  },
  {
    name: String.raw`row names of R: sep='\s+'`,
    text: '"x" "y" "c"\n"1" 5.1 3 "a"\n"2" 4.9 -2 "b"\n"3" 6.25 4e-1 "a"\n"4" 7 5 "b"\n"5" 8 6 "b"\n',
    options: { leaveOut: ['column 1'] },
    names: ['x', 'y', 'c'],
    rows: [
      [5.1, 3, 'a'],
      [4.9, -2, 'b'],
      [6.25, 0.4, 'a'],
      [7, 5, 'b'],
      [8, 6, 'b'],
    ],
  },
])('reads as pandas does: $name', ({ text, encode = encodeUtf8, options = {}, names, rows }) => {
  const table = createTableImport(options);
  table.push(encode(text));
  const { features, label, labels, samples } = table.finish();
  expect([...features, label]).toEqual(names);
  const read = Array.from({ length: samples.samples }, (_, row) => [
    ...samples.inputs.subarray(row * samples.features, (row + 1) * samples.features),
    labels[samples.targets[row]!]!,
  ]);
  expect(read).toEqual(rows);
});
