import { commentPrefixes, type Dialect } from './dialect.ts';
import { readNumber } from './number-reading.ts';
import { parseNumber } from './parse-number.ts';
import { TableError } from './table-error.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/**
 * The row being read; it is reused for the next row after the callback returns. Cells have no surrounding blanks of any kind in Unicode.
 */
export interface CsvRow {
  /** Line of the file on which it starts, from 1. */
  readonly line: number;
  readonly cells: number;
  /** What is wrong with its quotes, or null. */
  readonly problem: string | null;
  text(cell: number): string;
  /** The cell's number; NaN if it is not one. */
  number(cell: number): number;
  /** Whether an ASCII character, given by its code, occurs in the cell. */
  includes(cell: number, code: number): boolean;
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
/** Quotes, spaces and line ends have smaller codes; digits and letters have larger ones. */
const comma = 44;
/** An unclosed quote would otherwise consume the rest of the file as one cell. */
const maxRowBytes = 8 * 1024 * 1024;

/** The reader's state within a cell. Numbers, because they are compared for every byte. */
const atStart = 0;
const inPlain = 1;
const inQuotes = 2;
const behindQuotes = 3;
const inComment = 4;

export type CsvFormat = Pick<Dialect, 'delimiter' | 'decimal' | 'thousands' | 'comment'>;

/**
 * Reads the rows of UTF-8 text as in RFC 4180, chunk by chunk, keeping one row's bytes at a time. Lines may end in CR LF, LF or CR; a blank
 * line or a comment is no row. Throws TableError if a quoted cell does not end.
 */
export function createCsvReader(format: CsvFormat, onRow: (row: CsvRow) => void): CsvReader {
  const point = format.decimal.charCodeAt(0);
  const byBlanks = format.delimiter === ' ';
  const delimiterByte = format.delimiter.charCodeAt(0);
  const comments = commentPrefixes(format.comment).map(encodeUtf8);
  /** The row's cells one after the other, without delimiters and quotes. */
  let bytes = new Uint8Array(4096);
  let length = 0;
  let ends = new Int32Array(64);
  let cells = 0;
  let state = atStart;
  let problem: string | null = null;
  let hasQuotes = false;
  /** Whether the row so far may be the start of a comment. */
  let mayBeComment = comments.length > 0;
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
      return decodeUtf8(bytes, start, endOf(cell, start)).trim();
    },
    number(cell) {
      const start = startOf(cell);
      const value = parseNumber(bytes, start, endOf(cell, start), point);
      // Digit groups and the rarer blanks are handled only if the fast path finds no number.
      return Number.isNaN(value) ? readNumber(row.text(cell), format) : value;
    },
    includes(cell, code) {
      for (let index = startOf(cell); index < ends[cell]!; index++) if (bytes[index] === code) return true;
      return false;
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

  /** Appends the bytes starting at `index` that can only belong to a cell, and returns where they end. */
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

  /** Determines whether a row with this beginning is a comment; if so, discards it. */
  function checkComment(): void {
    let start = 0;
    while (start < length && isSpace(bytes[start]!)) start++;
    const begins = (prefix: Uint8Array): boolean =>
      prefix.subarray(0, length - start).every((byte, index) => byte === bytes[start + index]);
    const possible = comments.filter(begins);
    mayBeComment = possible.length > 0;
    if (possible.some((prefix) => prefix.length === length - start)) [state, length] = [inComment, 0];
  }

  function endCell(): void {
    mayBeComment = false;
    if (cells === ends.length) {
      const more = new Int32Array(2 * cells);
      more.set(ends);
      ends = more;
    }
    ends[cells++] = length;
    state = atStart;
  }

  function endLine(): void {
    const isComment = state === inComment;
    if (!byBlanks || state !== atStart) endCell();
    if (!isComment && (cells > 1 || hasQuotes || (cells === 1 && startOf(0) < ends[0]!))) onRow(row);
    length = 0;
    cells = 0;
    state = atStart;
    problem = null;
    hasQuotes = false;
    mayBeComment = comments.length > 0;
    line++;
    rowLine = line;
  }

  /** Whether the cell has only blanks so far; if so, discards them. */
  function dropBlanks(): boolean {
    const start = cells === 0 ? 0 : ends[cells - 1]!;
    for (let index = start; index < length; index++) if (!isSpace(bytes[index]!)) return false;
    length = start;
    return true;
  }

  function readQuote(): void {
    if (state === inPlain && !dropBlanks()) {
      problem ??= 'a quote inside a cell that is not quoted';
    } else {
      if (state === behindQuotes) append(quoteMark);
      hasQuotes = true;
      mayBeComment = false;
      state = inQuotes;
    }
  }

  function readText(byte: number): void {
    if (state === behindQuotes) {
      if (isSpace(byte)) return;
      problem ??= 'text after a closing quote';
    } else state = inPlain;
    append(byte);
    if (mayBeComment) checkComment();
  }

  /** Whether a byte ends a cell; blanks before the first and after the last cell of a row do not. */
  function readDelimiter(byte: number): boolean {
    if (!byBlanks) {
      if (byte === delimiterByte) endCell();
      return byte === delimiterByte;
    }
    if (isSpace(byte) && state !== atStart) endCell();
    return isSpace(byte);
  }

  return {
    push(chunk) {
      for (let index = 0; index < chunk.length; index++) {
        if (state <= inPlain && !mayBeComment) index = appendRun(chunk, index);
        if (index === chunk.length) break;
        const byte = chunk[index]!;
        if (state === inQuotes) {
          if (byte === quoteMark) state = behindQuotes;
          else append(byte);
          if (byte === lineFeed) line++;
          continue;
        }
        if (byte === lineFeed || byte === carriageReturn) {
          if (!(byte === lineFeed && afterCarriageReturn)) endLine();
        } else if (state !== inComment && !readDelimiter(byte)) {
          if (byte === quoteMark) readQuote();
          else readText(byte);
        }
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
