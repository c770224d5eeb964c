/** A table cell; null is for what was not measured. */
export type ReportCell = number | string | null;

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ReportCell[])[];
}

export interface ReportFigure {
  readonly title: string;
  /** What it shows, in words. */
  readonly note?: string | undefined;
  /** A PNG picture as a data URL. */
  readonly png: string;
}

/** A study to hand on to others: everything that was seen, and how to see it again. */
export interface Report {
  readonly title: string;
  /** The question asked. */
  readonly question?: string | undefined;
  /** The findings, one paragraph each, most important first. */
  readonly findings: readonly string[];
  readonly figures: readonly ReportFigure[];
  readonly tables: readonly ReportTable[];
  /** Configs as they were trained, as JSON. */
  readonly configs: readonly { readonly title: string; readonly config: unknown }[];
  /** Commands that repeat the study, one per line. */
  readonly repeat: readonly string[];
  /** One line on how it was produced: versions, platform, time in UTC. */
  readonly origin: string;
}

/**
 * A report as one self-contained HTML file: it opens without a network, runs no script, and prints well. Throws RangeError for a picture
 * that is not a PNG data URL.
 */
export function htmlReport(report: Report): string {
  const { title, question, findings, figures, tables, configs, repeat, origin } = report;
  const sections = [
    question === undefined ? '' : `<p class="question">${escape(question)}</p>`,
    findings.map((finding) => `<p class="finding">${escape(finding)}</p>`).join('\n'),
    figures.map(figureHtml).join('\n'),
    tables.map(tableHtml).join('\n'),
    configs
      .map((entry) => `<h2>${escape(entry.title)}</h2>\n<pre>${escape(compactJson(entry.config))}</pre>`)
      .join('\n'),
    repeat.length === 0 ? '' : `<h2>How to repeat it</h2>\n<pre>${repeat.map(escape).join('\n')}</pre>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escape(title)}</h1>
${sections.filter((section) => section !== '').join('\n')}
<footer>${escape(origin)}</footer>
</body>
</html>
`;
}

function figureHtml({ title, note, png }: ReportFigure): string {
  if (!/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/.test(png)) {
    throw new RangeError(`the picture of ${JSON.stringify(title)} is not a PNG data URL`);
  }
  const caption = note === undefined ? '' : `<figcaption>${escape(note)}</figcaption>`;
  return `<figure><h2>${escape(title)}</h2><img src="${png}" alt="${escape(title)}">${caption}</figure>`;
}

function tableHtml({ title, columns, rows }: ReportTable): string {
  const isNumeric = columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'));
  const head = columns
    .map(
      (column, index) => `<th scope="col"${isNumeric[index] ? ' class="number"' : ''}>${escape(column)}</th>`,
    )
    .join('');
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n');
  return `<h2>${escape(title)}</h2>
<div class="scroll" role="region" tabindex="0" aria-label="${escape(title)}"><table>
<thead><tr>${head}</tr></thead>
<tbody>\n${body}\n</tbody>
</table></div>`;
}

/** Numbers in five significant digits and shortened digests, with the full value on hover. */
function cellHtml(cell: ReportCell): string {
  if (cell === null) return '<td></td>';
  if (typeof cell === 'number') return `<td class="number" title="${cell}">${shortNumber(cell)}</td>`;
  if (/^[0-9a-f]{64}$/.test(cell)) return `<td class="digest" title="${cell}">${cell.slice(0, 12)}…</td>`;
  return `<td>${escape(cell)}</td>`;
}

function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const short = Number(value.toPrecision(5));
  const text = short !== 0 && Math.abs(short) < 1e-3 ? short.toExponential() : String(short);
  return text.replace(/^-/, '−');
}

const lineLength = 92;

/** JSON in which everything that fits on one line is on one line. */
function compactJson(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || flat.length + indent.length <= lineLength) return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((entry) => inner + compactJson(entry, inner))
    : Object.entries(value).map(
        ([key, entry]) => `${inner}${JSON.stringify(key)}: ${compactJson(entry, inner)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const style = `
body { max-width: 62rem; margin: 2rem auto; padding: 0 1.5rem; color: #1b1c1f; background: #fff;
  font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.25; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 6px; font-size: 15px; }
.question { margin: 0 0 1rem; color: #5a5d66; font-size: 15px; }
.finding { max-width: 46rem; margin: 0 0 6px; } .finding:first-of-type, .question + .finding { font-size: 17px; }
figure { margin: 0; } img { display: block; max-width: 100%; }
figcaption { max-width: 46rem; } figcaption, footer { color: #5a5d66; font-size: 13px; }
footer { margin-top: 2.5rem; padding-top: 8px; border-top: 1px solid #e2e3e7; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 12px; }
th, td { padding: 2px 14px 2px 0; border-bottom: 1px solid #e2e3e7; text-align: left; white-space: nowrap; }
th { color: #5a5d66; font-weight: 600; vertical-align: bottom; } .number { text-align: right; }
.digest, pre { font-family: ui-monospace, monospace; } .digest { font-size: 11px; }
pre { margin: 0; padding: 12px; background: #f6f6f7; font-size: 11px; white-space: pre-wrap; overflow-wrap: anywhere; }
@page { margin: 14mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 11px; }
  figure, tr { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; }
  img { max-height: 220mm; } .scroll { overflow: visible; } table { font-size: 8px; }
  th, td { padding-right: 6px; white-space: normal; } td.number, .digest { white-space: nowrap; }
  .digest { font-size: 7px; }
}
`;
