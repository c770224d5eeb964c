import {
  columnLooks,
  defaultTableLayout,
  findField,
  shortenText,
  type LayoutColumn,
  type TableLayout,
} from '#api';
import { flagKind, orderKind, readName, writeName } from '../../../data/address/address-kinds.ts';
import type { Parts } from '../../../data/address/useAddress.ts';
import { columnOf } from '../field-columns.ts';

/** What of an address lays out the table of runs. As soon as one of them stands there, the others mean the default layout. */
export const tablePartNames = ['columns', 'sort', 'group', 'fold', 'differing'] as const;

const mostColumns = 200;
const mostGroups = 4;
const [least, most] = [24, 2000];

/** What differs from the default, as `sort=-gap&columns=seed,last.validation_loss:pinned:96`; of the default itself its order. */
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

/** A layout of an address, and what of it cannot be shown, as ends of a sentence: `the column nonsense`. */
export interface ReadTable {
  readonly layout: TableLayout;
  readonly lost: readonly string[];
}

/** What can be read of it; names may be any that the filter language knows. */
export function readTable(parts: Parts): ReadTable {
  const lost: string[] = [];
  const losing = (what: string, text: string): void => void lost.push(`${what} ${shortenText(text, 40)}`);

  function fieldOf(what: string, text: string): string | null {
    const field = findField(readName(text) ?? '');
    if (field === null) losing(what, text);
    return field?.name ?? null;
  }
  function readColumn(text: string): LayoutColumn | null {
    const [name = '', ...options] = text.split(':');
    const id = columnOf(readName(name) ?? '')?.id;
    if (id === undefined) losing('the column', name);
    return id === undefined ? null : options.reduce((column, option) => withOption(column, option), { id });
  }
  function withOption(column: LayoutColumn, option: string): LayoutColumn {
    const look = columnLooks.find((one) => one === option);
    const width = option === '' ? NaN : Number(option);
    if (look !== undefined) return { ...column, look };
    if (option === 'pinned') return { ...column, isPinned: true };
    if (width >= least && width <= most) return { ...column, width };
    losing(`of the column ${column.id}`, option);
    return column;
  }
  function readColumns(text: string): readonly LayoutColumn[] {
    if (text === '-') return [];
    const read = text.split(',').flatMap((column) => readColumn(column) ?? []);
    return [...new Map(read.map((column) => [column.id, column])).values()].slice(0, mostColumns);
  }
  function readSort(text: string): TableLayout['sort'] | null {
    const order = orderKind.read(text);
    const field = fieldOf('the order by', order?.key ?? text);
    return order && field !== null ? { field, descending: order.descending } : null;
  }
  function readFlag(what: string, text: string | undefined): boolean {
    const flag = text === undefined ? false : flagKind.read(text);
    if (flag === undefined) losing(what, text!);
    return flag ?? false;
  }

  const { columns, sort, group } = parts;
  const groups = (group?.split(',') ?? []).flatMap((name) => fieldOf('the group', name) ?? []);
  const layout: TableLayout = {
    columns: [...(columns === undefined ? defaultTableLayout.columns : readColumns(columns))],
    sort: (sort === undefined ? null : readSort(sort)) ?? defaultTableLayout.sort,
    groupBy: [...new Set(groups)].slice(0, mostGroups),
    foldsSweeps: readFlag('fold', parts['fold']),
    onlyDiffering: readFlag('differing', parts['differing']),
  };
  return { layout, lost };
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
