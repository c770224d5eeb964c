import { parseNumber } from './parse-number.ts';
import { TableError } from './table-error.ts';
import { decodeUtf8 } from './utf8.ts';

/** One row while it is being read; it is another one after the callback returns. Cells are without spaces around them. */
export interface CsvRow {
  /** Line of the file on which it starts, from 1. */
  readonly line: number;
  readonly cells: number;
  /** What is wrong with its quotes, or null. */
  readonly problem: string | null;
  text(cell: number): string;
  /** The cell's number, NaN where it is none. */
  number(cell: number): number;
}

export interface CsvReader {
  push(chunk: Uint8Array): void;
  end(): void;
}

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const quoteMark = 34;
/** Quotes, spaces and line ends have smaller codes, digits and letters larger ones. */
const comma = 44;
/** A quote that opens and does not close would take the rest of the file for one cell. */
const maxRowBytes = 8 * 1024 * 1024;

/** Where in a cell the reader is. Numbers, for they are compared for every byte. */
const atStart = 0;
const inPlain = 1;
const inQuotes = 2;
const behindQuotes = 3;

/**
 * Reads the rows of UTF-8 text as RFC 4180 has them, chunk by chunk, keeping one row's bytes at a time. Lines may end in
 * CR LF, LF or CR; one with nothing on it is no row. Throws TableError when a quoted cell does not end.
 */
export function createCsvReader(delimiter: string, onRow: (row: CsvRow) => void, decimal = '.'): CsvReader {
  const point = decimal.charCodeAt(0);
  const delimiterByte = delimiter.charCodeAt(0);
  /** The row's cells behind one another, without delimiters and quotes. */
  let bytes = new Uint8Array(4096);
  let length = 0;
  let ends = new Int32Array(64);
  let cells = 0;
  let state = atStart;
  let problem: string | null = null;
  let hasQuotes = false;
  let line = 1;
  let rowLine = 1;
  let afterCarriageReturn = false;

  function startOf(cell: number): number {
    let start = cell === 0 ? 0 : ends[cell - 1]!;
    while (start < ends[cell]! && isSpace(bytes[start]!)) start++;
    return start;
  }
  function endOf(cell: number, start: number): number {
    let end = ends[cell]!;
    while (end > start && isSpace(bytes[end - 1]!)) end--;
    return end;
  }
  const row: CsvRow = {
    get line() {
      return rowLine;
    },
    get cells() {
      return cells;
    },
    get problem() {
      return problem;
    },
    text(cell) {
      const start = startOf(cell);
      return decodeUtf8(bytes, start, endOf(cell, start));
    },
    number(cell) {
      const start = startOf(cell);
      return parseNumber(bytes, start, endOf(cell, start), point);
    },
  };

  function append(byte: number): void {
    if (length === bytes.length) {
      if (length >= maxRowBytes) {
        throw new TableError(`the row on line ${rowLine} does not end: is a quote in it never closed?`);
      }
      const larger = new Uint8Array(2 * length);
      larger.set(bytes);
      bytes = larger;
    }
    bytes[length++] = byte;
  }

  /** Appends the bytes from `index` on that can only be a cell's own, and returns where they end. */
  function appendRun(chunk: Uint8Array, index: number): number {
    let end = index;
    while (end < chunk.length && chunk[end]! > comma && chunk[end] !== delimiterByte) end++;
    if (end > index) {
      state = inPlain;
      afterCarriageReturn = false;
    }
    for (let from = index; from < end; from++) append(chunk[from]!);
    return end;
  }

  function endCell(): void {
    if (cells === ends.length) {
      const more = new Int32Array(2 * cells);
      more.set(ends);
      ends = more;
    }
    ends[cells++] = length;
    state = atStart;
  }

  function endLine(): void {
    endCell();
    if (cells > 1 || length > 0 || hasQuotes) onRow(row);
    length = 0;
    cells = 0;
    problem = null;
    hasQuotes = false;
    line++;
    rowLine = line;
  }

  function readQuote(): void {
    if (state === inPlain) {
      problem ??= 'a quote inside a cell that is not quoted';
    } else {
      if (state === behindQuotes) append(quoteMark);
      hasQuotes = true;
      state = inQuotes;
    }
  }

  function readText(byte: number): void {
    if (state === behindQuotes) {
      if (isSpace(byte)) return;
      problem ??= 'text after a closing quote';
    } else state = inPlain;
    append(byte);
  }

  return {
    push(chunk) {
      for (let index = 0; index < chunk.length; index++) {
        if (state <= inPlain) index = appendRun(chunk, index);
        if (index === chunk.length) break;
        const byte = chunk[index]!;
        if (state === inQuotes) {
          if (byte === quoteMark) state = behindQuotes;
          else append(byte);
          if (byte === lineFeed) line++;
          continue;
        }
        const endsLine = byte === lineFeed || byte === carriageReturn;
        if (byte === delimiterByte) endCell();
        else if (byte === quoteMark) readQuote();
        else if (!endsLine) readText(byte);
        else if (!(byte === lineFeed && afterCarriageReturn)) endLine();
        afterCarriageReturn = byte === carriageReturn;
      }
    },
    end() {
      if (state === inQuotes) throw new TableError(`the quote opened on line ${rowLine} is never closed`);
      if (cells > 0 || state !== atStart) endLine();
    },
  };
}

function isSpace(byte: number): boolean {
  return byte === space || byte === tab;
}
