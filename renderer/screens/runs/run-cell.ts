import { isLive, type FieldValue, type RunSummary } from '#api';
import { h, type VNode } from 'vue';
import { describeLambdas, formatCount, whyNoGap } from '#words';
import { numberText, TagList, TickBox } from '#ui';
import type { RunColumn } from './columns.ts';
import CurveCell from './CurveCell.vue';
import NameCell from './NameCell.vue';
import NumberCell from './NumberCell.vue';
import type { ColumnScale } from './column-scale.ts';
import './run-cell.css';
import StatusCell from './StatusCell.vue';

export interface CellOfRun {
  readonly run: RunSummary;
  readonly column: RunColumn;
  /** What the host has read for the column's field. */
  readonly read: FieldValue | undefined;
  readonly selected: boolean;
  readonly renaming: boolean;
  readonly scale: ColumnScale | undefined;
  /** 1 below a sweep, 2 below one of its cells. */
  readonly depth: number;
  readonly toggle: () => void;
  readonly rename: (name: string | null) => void;
}

/**
 * The contents of the cell for a run and a column. A screenful of runs has five hundred of them: numbers and texts are not components but
 * plain nodes of their row, and what needs no tooltip for the whole cell has no element around it.
 */
export function runCell(cell: CellOfRun): VNode {
  const title = titleOf(cell);
  const content = contentOf(cell);
  if (title === undefined && content.length === 1) return content[0]!;
  const look = cell.column.isNumeric ? ' numeric' : '';
  const attributes = { class: `run-cell in-row grow may-shrink full-height${look}`, title };
  return h('span', attributes, content);
}

function contentOf(cell: CellOfRun): VNode[] {
  const { run, column, read, scale, depth, selected, renaming } = cell;
  switch (column.id) {
    case 'select':
      return [h(TickBox, { ticked: selected, label: `Select ${run.name}`, onTick: cell.toggle })];
    case 'status':
      return [h(StatusCell, { run })];
    case 'name':
      return [h(NameCell, { run, renaming, depth, onRenamed: cell.rename })];
    case 'tag':
      return [h(TagList, { tags: run.tags })];
    case 'epochs_done':
      return epochs(run);
  }
  if (column.id.startsWith('curve.')) return [h(CurveCell, { run, column: column.id })];
  if (column.format) {
    const value = numberOf(cell);
    return scale
      ? [h(NumberCell, { value, column, scale })]
      : // Absent numbers, and penalties that are off, are faded.
        [numberText({ value, format: column.format, align: column.decimals }, value ? '' : 'text-faint')];
  }
  const text = column.text?.(run) ?? (read === undefined ? '' : column.readText?.(read));
  return [h('span', { class: 'one-line text-muted' }, text)];
}

function epochs({ epochsDone, config, status }: RunSummary): VNode[] {
  const done = h('span', formatCount(epochsDone));
  if (!isLive(status) || status === 'queued') return [done];
  const title = `${formatCount(epochsDone)} of ${formatCount(config.epochs)}`;
  const bar = h('span', { style: { width: `${(epochsDone / config.epochs) * 100}%` } });
  return [done, h('span', { class: 'progress', title }, [bar])];
}

function numberOf({ column, read, run }: CellOfRun): number | null | undefined {
  if (column.value) return column.value(run);
  return read === null || read === undefined ? null : Number(read);
}

function titleOf({ run, column, read }: CellOfRun): string | undefined {
  switch (column.id) {
    case 'weightRegularizerL1':
    case 'weightRegularizerL2':
      return describeLambdas(run.config);
    case 'created':
      return new Date(run.createdAt).toLocaleString();
    case 'gap':
    case 'last.evaluated_accuracy':
      return whyNoGap(run);
    default:
      return column.isRead && typeof read === 'string' ? read : undefined;
  }
}
