import {
  columnLooks,
  columnWidthsPx,
  defaultTableLayout,
  findField,
  maxGroupFields,
  maxTableColumns,
  type LayoutColumn,
  type TableLayout,
} from '#api';
import { flagKind, orderKind, type Parts, readName, writeName } from '#data';
import { columnOf } from '../field-columns.ts';

/** The address parts that lay out the table of runs. If any of them is present, the absent ones stand for the default layout. */
export const tablePartNames = ['columns', 'sort', 'group', 'fold', 'differing'] as const;

/** What differs from the default, e.g. `sort=-gap&columns=seed,last.validation_loss:pinned:96`; for the default itself, its sort order. */
export function writeTable({ columns, sort, groupBy, foldsSweeps, onlyDiffering }: TableLayout): Parts {
  const columnsText = columns.map(writeColumn).join() || '-';
  const sortText = writeSort(sort);
  const others: Parts = {
    columns: columnsText === usual.columns ? undefined : columnsText,
    group: groupBy.map(writeName).join() || undefined,
    fold: foldsSweeps ? '1' : undefined,
    differing: onlyDiffering ? '1' : undefined,
  };
  const isUsual = Object.values(others).every((text) => text === undefined);
  return { ...others, sort: sortText === usual.sort && !isUsual ? undefined : sortText };
}

/** As much as can be read; names can be any that the filter language knows. The rest is passed to `unread`. */
export function readTable(parts: Parts, unread: (name: string, text: string) => void): TableLayout {
  const known = <Value>(name: string, text: string, value: Value | null | undefined): Value[] => {
    if (value === null || value === undefined) unread(name, text);
    return value === null || value === undefined ? [] : [value];
  };
  const list = (name: string): readonly string[] => parts[name]?.split(',') ?? [];
  const flag = (name: string): boolean =>
    [parts[name] ?? '0'].flatMap((text) => known(name, text, flagKind.read(text)))[0] ?? false;

  const columns = list('columns')
    .filter((text) => text !== '-')
    .flatMap((text) => known('columns', text, readColumn(text)));
  const groups = list('group').flatMap((text) => known('group', text, fieldOf(text)));
  const sorts = [parts['sort'] ?? usual.sort].flatMap((text) => known('sort', text, readSort(text)));
  return {
    columns:
      parts['columns'] === undefined
        ? [...defaultTableLayout.columns]
        : [...new Map(columns.map((column) => [column.id, column])).values()].slice(0, maxTableColumns),
    sort: sorts[0] ?? defaultTableLayout.sort,
    groupBy: [...new Set(groups)].slice(0, maxGroupFields),
    foldsSweeps: flag('fold'),
    onlyDiffering: flag('differing'),
  };
}

function fieldOf(text: string): string | undefined {
  return findField(readName(text) ?? '')?.name;
}

function readSort(text: string): TableLayout['sort'] | null {
  const order = orderKind.read(text);
  const field = order && findField(order.key)?.name;
  return order && field !== undefined ? { field, descending: order.descending } : null;
}

function readColumn(text: string): LayoutColumn | null {
  const [name = '', ...options] = text.split(':');
  const id = columnOf(readName(name) ?? '')?.id;
  const read = options.map(readOption);
  if (id === undefined || read.includes(null)) return null;
  return Object.assign({ id }, ...read) as LayoutColumn;
}

function readOption(text: string): Partial<LayoutColumn> | null {
  const look = columnLooks.find((one) => one === text);
  if (look !== undefined) return { look };
  if (text === 'pinned') return { isPinned: true };
  const width = text === '' ? NaN : Number(text);
  return width >= columnWidthsPx.min && width <= columnWidthsPx.max ? { width } : null;
}

function writeColumn({ id, width, isPinned, look }: LayoutColumn): string {
  const options = [
    ...(isPinned ? ['pinned'] : []),
    ...(look ? [look] : []),
    ...(width ? [String(width)] : []),
  ];
  return [writeName(id), ...options].join(':');
}

function writeSort({ field, descending }: TableLayout['sort']): string {
  return orderKind.write({ key: field, descending });
}

const usual = {
  columns: defaultTableLayout.columns.map(writeColumn).join(),
  sort: writeSort(defaultTableLayout.sort),
};
