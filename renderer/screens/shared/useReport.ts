import { htmlReport, type Report } from '#api';
import type { DrawnFigure, FigurePage } from '#figure';
import { originLine } from './report-tables.ts';
import { fileNameOf, saveBlob } from '#ui';
import { useAction, useClient } from '#data';

/** A report without what the page and the host contribute. */
export type ReportText = Omit<Report, 'figures' | 'origin'>;

/** Writes a page's figures with `text` into one HTML file and saves it. Failures are shown. */
export function useReport(figures: FigurePage) {
  const client = useClient();
  const { run: saveReport, busy } = useAction(async (text: () => Promise<ReportText>) => {
    const [written, host, drawn] = await Promise.all([text(), client.getHostInfo(), figures.draw()]);
    const html = htmlReport(assemble(written, drawn, originLine(host, new Date())));
    saveBlob(new Blob([html], { type: 'text/html' }), `${fileNameOf(written.title)}.html`);
  });
  return { saveReport, busy };
}

/** A figure that the page shows as a table is a table in the report, too. */
function assemble(text: ReportText, drawn: readonly DrawnFigure[], origin: string): Report {
  return {
    ...text,
    figures: drawn.flatMap(({ title, note, picture }) =>
      picture ? [{ title, note, png: picture.toDataURL('image/png') }] : [],
    ),
    tables: [
      ...drawn.flatMap(({ title, picture, table }) => (picture || !table ? [] : [{ title, ...table }])),
      ...text.tables,
    ],
    origin,
  };
}
