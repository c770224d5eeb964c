import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { format } from 'oxfmt';
import { median, printTable, show } from '../statistics.ts';
import type { Measured } from './rounds.ts';
import { ratioTable, spans, type Table, wholeTable } from './tables.ts';

export interface Report {
  readonly measured: readonly Measured[];
  /** What ran, on what, and how quiet the machine was: one sentence each. */
  readonly conditions: readonly string[];
}

export function conditionsOf(measured: readonly Measured[], cores: number): string[] {
  const results = measured.flatMap((one) => one.results);
  const names = new Set(results.map(({ contender }) => contender.name));
  const busy = results.flatMap(({ contender, speeds }) =>
    contender.cores === 1 ? speeds.map((speed) => speed.busy) : [],
  );
  return [
    `${cpus()[0]?.model ?? 'Unknown CPU'}, ${cores} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`,
    ...[...names].flatMap((name) => kernelsOf(measured, name)),
    ...(['float64', 'float32'] as const).flatMap((precision) => peakOf(measured, precision, cores)),
    `A process on one core had it for ${show(100 * median(busy))} % of the time.`,
    'Losses of the first updates are 1e-9 apart at most in float64, 1e-3 in float32, relative.',
  ];
}

function kernelsOf(measured: readonly Measured[], name: string): string[] {
  const opened = measured.flatMap(({ results }) =>
    results.flatMap((result) => (result.contender.name === name ? [result.opened] : [])),
  );
  if (opened.length === 0) return [];
  const kernels = [...new Set(opened.map((own) => own.kernels))].join('; ');
  const denormals = opened.some(({ flushes }) => flushes) ? 'count as 0' : 'are kept';
  return [`${name}: ${kernels}; denormal numbers ${denormals}.`];
}

function peakOf(measured: readonly Measured[], precision: 'float64' | 'float32', cores: number): string[] {
  const peaks = measured.flatMap(({ named, peaks }) => (named.work.precision === precision ? peaks : []));
  if (peaks.length === 0) return [];
  const middle = (name: 'one' | 'all' | 'bits') => median(peaks.map((peak) => peak[name]));
  const reached = `${show(middle('one'))} GFLOP/s on one core, ${show(middle('all'))} on ${cores}`;
  return [`Peak of ${precision} in WebAssembly's vectors, here of ${middle('bits')} bits: ${reached}.`];
}

export function printReport({ measured, conditions }: Report): void {
  console.log(conditions.join('\n'));
  console.log();
  printTable(wholeTable(measured), 2);
  console.log();
  printTable(ratioTable(measured, true), 1);
  console.log(`\n${spans(measured).join('\n')}`);
}

/** Writes the most informative works to README.md and all of them to docs/speed.md, between the two marker comments there. */
export async function writeReport({ measured, conditions }: Report): Promise<void> {
  const telling = measured.filter(({ named }) => named.quick);
  await replaceBlock('README.md', [...markdown(ratioTable(telling, false), 1), '', conditions[0]!]);
  const said = [...conditions, ...spans(measured)].map((line) => `- ${line}`);
  const tables = [...markdown(ratioTable(measured, false), 1), '', ...markdown(wholeTable(measured), 2)];
  await replaceBlock('docs/speed.md', [...said, '', ...tables]);
}

function markdown([head, ...rows]: Table, firstNumber: number): string[] {
  const rule = head!.map((_, column) => (column < firstNumber ? '---' : '--:'));
  return [head!, rule, ...rows].map((row) => `| ${row.join(' | ')} |`);
}

const block = /(<!-- measured: [^>]* -->\n).*?(<!-- measured -->)/s;

async function replaceBlock(file: string, lines: readonly string[]): Promise<void> {
  const root = join(import.meta.dirname, '../..');
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  if (!block.test(text)) throw new Error(`${file} has no place for what was measured`);
  const written = text.replace(
    block,
    (_, start: string, end: string) => `${start}\n${lines.join('\n')}\n\n${end}`,
  );
  const { code } = await format(file, written, JSON.parse(readFileSync(join(root, '.oxfmtrc.json'), 'utf8')));
  writeFileSync(path, code);
}
