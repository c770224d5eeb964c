import type { CsvReader, CsvRow } from './csv-reader.ts';
import type { GivenDialect } from './dialect.ts';
import { surveyedBytes, surveyText, type Inspection } from './inspect-file.ts';
import { createLateNumbers, type LateNumbers } from './late-numbers.ts';
import { askBack } from './question.ts';
import { countCells, createRowReader } from './row-reader.ts';
import { createTextDecoding } from './text-encoding.ts';
import { concatBytes } from './utf8.ts';

/** Receives a row, its number of cells, and an object that checks its numbers if they were not surveyed yet. */
export type TakeRow = (row: CsvRow, cells: number, late: LateNumbers | null) => void;

export interface FileReader {
  /** Receives the next bytes. Throws TableError as soon as it is clear that they are not a table. */
  push(chunk: Uint8Array): void;
  /** Ends the file; returns how it was read. Throws TableError. */
  end(): Inspection;
}

/**
 * Reads a file row by row, without its header. Its dialect is detected from its first `surveyedBytes`, which are buffered until then;
 * `onSurvey` receives the result, and whether that is the whole file, and returns how to treat the rows.
 *
 * @param surveyed how many bytes the dialect is detected from
 */
export function createFileReader(
  given: GivenDialect,
  onSurvey: (inspection: Inspection, isWhole: boolean) => TakeRow,
  surveyed = surveyedBytes,
): FileReader {
  const decoding = createTextDecoding(given.encoding);
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let reading: { readonly inspection: Inspection; readonly reader: CsvReader } | null = null;

  function begin(isWhole: boolean) {
    const start = concatBytes(pending);
    pending = [];
    const { inspection, layout, found } = surveyText(start, isWhole, given, decoding.encoding);
    const [question] = inspection.questions;
    if (question) throw askBack(question);
    const take = onSurvey(inspection, isWhole);
    let late: LateNumbers | null = null;
    const reader = createRowReader(layout, inspection, (row, position) => {
      if (position > 0 || !inspection.header) take(row, countCells(row, layout), late);
    });
    reader.push(start);
    late = createLateNumbers(found, layout.delimiter, given);
    return { inspection, reader };
  }

  return {
    push(chunk) {
      const text = decoding.push(chunk);
      if (reading) reading.reader.push(text);
      else {
        pending.push(text);
        pendingBytes += text.length;
        if (pendingBytes >= surveyed) reading = begin(false);
      }
    },
    end() {
      const rest = decoding.end();
      if (reading) reading.reader.push(rest);
      else {
        pending.push(rest);
        reading = begin(true);
      }
      reading.reader.end();
      return reading.inspection;
    },
  };
}
