import { unguardedText } from '#experiments';
import { toMetricColumn, type MetricColumn } from '../../metric-value.ts';
import { unreadable } from '../../stored-value.ts';
import type { CsvRecord } from './read-records.ts';

// How cells of tables that this program wrote are read back. An empty cell is null: nothing was recorded there. Each function throws
// notReadable with the column and its content.

export function textCell(record: CsvRecord, column: string): string | null {
  const text = record.text(column);
  return text === '' ? null : unguardedText(text);
}

export function metricCell(record: CsvRecord, column: string): MetricColumn | null {
  const value = numberCell(record, column);
  return value === null ? null : toMetricColumn(value);
}

/** A float64 as csvLine writes it, including the names of NaN and the infinities. */
export function numberCell(record: CsvRecord, column: string): number | null {
  const text = record.text(column);
  if (text === '') return null;
  const value = Number(text);
  if (Number.isNaN(value) && text !== 'NaN') throw unreadable(column, text, 'a number or NaN');
  return value;
}

export function countCell(record: CsvRecord, column: string): number | null {
  const value = numberCell(record, column);
  if (value === null || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw unreadable(column, value, 'a whole number from 0');
}

export function tagsCell(record: CsvRecord): string[] {
  const tags: string[] = [];
  let tag = '';
  const text = textCell(record, 'tags') ?? '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] === ';') {
      tags.push(tag);
      tag = '';
    } else {
      if (text[at] === '\\') at++;
      tag += text.charAt(at);
    }
  }
  return text === '' ? [] : [...tags, tag];
}
