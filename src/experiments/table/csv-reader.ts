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
  /** Lines without anything on them; they are no rows. */
  readonly blankLines: number;
}

const [tab, lineFeed, carriageReturn, space, quoteMark] = [9, 10, 13, 32, 34];
/** A quote that opens and does not close would take the rest of the file for one cell. */
const maxRowBytes = 8 * 1024 * 1024;

/**
 * Reads the rows of UTF-8 text as RFC 4180 has them, chunk by chunk, keeping one row's bytes at a time. Lines may end in
 * CR LF, LF or CR. Throws TableError when a quoted cell does not end.
 */
export function createCsvReader(delimiter: string, onRow: (row: CsvRow) => void): CsvReader {
  const delimiterByte = delimiter.charCodeAt(0);
  let bytes = new Uint8Array(4096);
  let length = 0;
  const ends: number[] = [];
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let problem: string | null = null;
  let hasQuotes = false;
  let line = 1;
  let rowLine = 1;
  let afterCarriageReturn = false;
  let blankLines = 0;

  const bounds = (cell: number): [number, number] => {
    let start = cell === 0 ? 0 : ends[cell - 1]!;
    let end = ends[cell]!;
    while (start < end && isSpace(bytes[start]!)) start++;
    while (end > start && isSpace(bytes[end - 1]!)) end--;
    return [start, end];
  };
  const row: CsvRow = {
    get line() {
      return rowLine;
    },
    get cells() {
      return ends.length;
    },
    get problem() {
      return problem;
    },
    text: (cell) => decodeUtf8(bytes, ...bounds(cell)),
    number: (cell) => parseNumber(bytes, ...bounds(cell)),
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

  function endCell(): void {
    ends.push(length);
    state = 'start';
  }

  function endRow(): void {
    endCell();
    if (ends.length === 1 && length === 0 && !hasQuotes) blankLines++;
    else onRow(row);
    length = 0;
    ends.length = 0;
    problem = null;
    hasQuotes = false;
  }

  function endLine(): void {
    endRow();
    line++;
    rowLine = line;
  }

  function readQuote(): void {
    if (state === 'plain') problem ??= 'a quote inside a cell that is not quoted';
    else hasQuotes = true;
    if (state === 'closed' || state === 'plain') append(quoteMark!);
    if (state !== 'plain') state = 'quoted';
  }

  function readPlain(byte: number): void {
    if (state === 'closed') {
      if (isSpace(byte)) return;
      problem ??= 'text after a closing quote';
    } else state = 'plain';
    append(byte);
  }

  return {
    get blankLines() {
      return blankLines;
    },
    push(chunk) {
      for (const byte of chunk) {
        if (state === 'quoted') {
          if (byte === quoteMark) state = 'closed';
          else append(byte);
          if (byte === lineFeed) line++;
        } else if (byte === lineFeed && afterCarriageReturn) {
          // The second half of CR LF.
        } else if (byte === delimiterByte) endCell();
        else if (byte === lineFeed || byte === carriageReturn) endLine();
        else if (byte === quoteMark) readQuote();
        else readPlain(byte);
        afterCarriageReturn = byte === carriageReturn && state !== 'quoted';
      }
    },
    end() {
      if (state === 'quoted') throw new TableError(`the quote opened on line ${rowLine} is never closed`);
      if (ends.length > 0 || state !== 'start') endRow();
    },
  };
}

function isSpace(byte: number): boolean {
  return byte === space || byte === tab;
}
