import { findField, joinTerms, parseFilter } from '#experiments';
import { defaultTableLayout, readRunView, runViewsKey, type RunView } from '#api';
import type { Lambdascope } from '#app';
import { UsageError } from './exit.ts';
import { checkFilterOf } from './read-filter.ts';
import { say } from './say.ts';

/** A saved view by its name, ignoring case. Throws UsageError with the existing names. */
export async function readView(app: Lambdascope, wanted: string): Promise<RunView> {
  const stored = (await app.handlers.getPreferences({}))[runViewsKey];
  const views = Object.values(stored ?? {}).flatMap((view) => readRunView(view)?.view ?? []);
  const plain = (name: string): string => name.normalize('NFC').toLowerCase();
  const found = views.find(({ name }) => plain(name) === plain(wanted.trim()));
  if (found) {
    // A newer version's filter may use something that this one does not know.
    const called = `the view ${JSON.stringify(found.name)}`;
    checkFilterOf(called, found.filter);
    const { field } = found.layout.sort;
    if (findField(field) !== null) return found;
    say(`${called} is sorted by ${field}, which this version does not support; the newest runs come first`);
    return { ...found, layout: { ...found.layout, sort: defaultTableLayout.sort } };
  }
  const names = views.map(({ name }) => JSON.stringify(name)).join(', ');
  throw new UsageError(
    `--view: there is no view ${JSON.stringify(wanted)}; allowed: ${names === '' ? 'none, as none has been saved in the app' : names}`,
  );
}

/** Matches both the view and the filter, either of which may be empty. */
export function bothFilters(view: string, filter: string): string {
  const given = [view, filter].filter((text) => parseFilter(text).kind !== 'all');
  return given.length < 2 ? (given[0] ?? '') : joinTerms(given.map((text) => `(${text})`));
}
