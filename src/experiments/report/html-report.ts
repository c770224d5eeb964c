/** A cell of a table: null is what was not measured. */
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

/** A study as it is handed on: everything that was seen, and how to see it again. */
export interface Report {
  readonly title: string;
  /** What was found, a paragraph each. */
  readonly findings: readonly string[];
  readonly figures: readonly ReportFigure[];
  readonly tables: readonly ReportTable[];
  /** Configs as they were trained, as JSON. */
  readonly configs: readonly { readonly title: string; readonly config: unknown }[];
  /** Commands that repeat it, a line each. */
  readonly repeat: readonly string[];
  /** One line on what made it: versions, platform, time in UTC. */
  readonly origin: string;
}

/**
 * A report as one HTML file that needs nothing but itself: it opens without a network, runs no script, and prints well.
 * Throws RangeError for a picture that is no PNG data URL.
 */
export function htmlReport(report: Report): string {
  const { title, findings, figures, tables, configs, repeat, origin } = report;
  const sections = [
    findings.map((finding) => `<p class="finding">${escape(finding)}</p>`).join('\n'),
    figures.map(figureHtml).join('\n'),
    tables.map(tableHtml).join('\n'),
    configs
      .map(
        (entry) =>
          `<h2>${escape(entry.title)}</h2>\n<pre>${escape(JSON.stringify(entry.config, null, 2))}</pre>`,
      )
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
    throw new RangeError(`the picture of ${JSON.stringify(title)} is no PNG data URL`);
  }
  const caption = note === undefined ? '' : `<figcaption>${escape(note)}</figcaption>`;
  return `<figure><img src="${png}" alt="${escape(title)}">${caption}</figure>`;
}

function tableHtml({ title, columns, rows }: ReportTable): string {
  const head = columns.map((column) => `<th scope="col">${escape(column)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n');
  return `<h2>${escape(title)}</h2>\n<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

/** Numbers in five significant digits, with all of them on hover. */
function cellHtml(cell: ReportCell): string {
  if (cell === null) return '<td></td>';
  if (typeof cell === 'string') return `<td>${escape(cell)}</td>`;
  return `<td class="number" title="${cell}">${Number.isFinite(cell) ? Number(cell.toPrecision(5)) : cell}</td>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const style = `
body { max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; color: #1b1c1f; background: #fff;
  font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 22px; } h2 { font-size: 16px; margin-top: 2rem; }
.finding { font-size: 15px; }
figure { margin: 1.5rem 0; } img { max-width: 100%; } figcaption, footer { color: #5a5d66; }
table { border-collapse: collapse; font-size: 12px; }
th, td { padding: 2px 10px; border-bottom: 1px solid #e2e3e7; text-align: left; white-space: nowrap; }
th { color: #5a5d66; font-weight: 600; } .number { text-align: right; }
pre { padding: 12px; background: #f6f6f7; font-size: 11px; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print {
  body { margin: 0; max-width: none; font-size: 11px; }
  figure, tr { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; }
}
`;
