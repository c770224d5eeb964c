import { findField, type FieldColumn, type FieldColumns } from '#api';

/** A column for the runs r0, r1, ...; null means missing. */
export function columnOf(name: string, cells: readonly (number | string | null)[]): FieldColumn {
  const field = findField(name)!;
  const missing = cells.filter((cell) => cell === null).length;
  if (field.type === 'text') {
    const texts = [...new Set(cells.filter((cell) => cell !== null))].map(String).sort();
    const values = Float64Array.from(cells, (cell) => (cell === null ? -1 : texts.indexOf(String(cell))));
    return { kind: 'text', field, missing, texts, values };
  }
  const values = Float64Array.from(cells, (cell) => (cell === null ? NaN : Number(cell)));
  const absent = Float64Array.from(cells.flatMap((cell, run) => (cell === null ? [run] : [])));
  return {
    kind: 'number',
    field,
    missing,
    absent,
    nan: values.filter(Number.isNaN).length - missing,
    values,
  };
}

/** Runs of which only some values are known; those whose validation loss is NaN have diverged. */
export function tableOf(values: Readonly<Record<string, readonly (number | string | null)[]>>): FieldColumns {
  const columns = Object.entries(values).map(([name, cells]) => columnOf(name, cells));
  const losses = values['validation_loss'];
  const runs = Array.from(columns[0]!.values, (_, run) => {
    const status = Number.isNaN(losses?.[run]) ? ('diverged' as const) : ('completed' as const);
    return { id: `r${run}`, name: `run ${run}`, status };
  });
  return { total: runs.length, runs, columns, left: 0 };
}
