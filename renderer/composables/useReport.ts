import { htmlReport, type Report } from '#api';
import { ref, type Ref } from 'vue';
import type { DrawnFigure, FigurePage } from '../charts/figure-page.ts';
import { originLine } from '../components/report-tables.ts';
import { fileNameOf, saveBlob } from '../components/save-blob.ts';
import { useClient } from './useClient.ts';
import { useToasts } from './useToasts.ts';

/** A report but for what comes from the page and the host. */
export type ReportText = Omit<Report, 'figures' | 'origin'>;

/** Writes a page's figures with `text` into one HTML file and saves it. Failures are shown. */
export function useReport(figures: FigurePage): {
  saveReport: (text: () => Promise<ReportText>) => Promise<void>;
  busy: Ref<boolean>;
} {
  const client = useClient();
  const { toast } = useToasts();
  const busy = ref(false);

  async function saveReport(text: () => Promise<ReportText>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      const [written, host, drawn] = await Promise.all([text(), client.getHostInfo(), figures.draw()]);
      const html = htmlReport(assemble(written, drawn, originLine(host, new Date())));
      const fileName = `${fileNameOf(written.title)}.html`;
      saveBlob(new Blob([html], { type: 'text/html' }), fileName);
    } catch (thrown) {
      toast.error(thrown);
    } finally {
      busy.value = false;
    }
  }
  return { saveReport, busy };
}

/** A figure that the page shows as a table is one in the report, too. */
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
