import { FilterError, parseFilter } from '#experiments';
import { UsageError } from './exit.ts';

export const filterHelp =
  "only runs that match, e.g. 'validation_loss < 0.3 and tag = wide' (docs/filter.md)";

/** Maximum width of the part of a filter that is shown, in characters. */
const width = 76;

/** Validates an option's filter, as checkFilterOf does. */
export const checkFilter = (filter: string): string => checkFilterOf('--filter', filter);

/** Returns the filter if it can be parsed; `given` says where it comes from. Throws UsageError with a mark under the wrong characters. */
export function checkFilterOf(given: string, filter: string): string {
  try {
    parseFilter(filter);
    return filter;
  } catch (thrown) {
    if (!(thrown instanceof FilterError)) throw thrown;
    throw new UsageError(`${given}: ${thrown.message}`, pointAt(filter, thrown));
  }
}

function pointAt(filter: string, { from, to }: FilterError): string[] {
  const start = Math.max(0, Math.min(from - width / 2, filter.length - width));
  // Every character must take exactly one column.
  const shown = filter.slice(start, start + width).replaceAll(/[^ -~\u00a1-\uffff]/g, ' ');
  const marks = '^'.repeat(Math.max(1, Math.min(to, start + width) - from));
  return [`  ${shown}`, `  ${' '.repeat(from - start)}${marks}`];
}
