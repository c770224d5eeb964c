import { exportTables, type AppEvent, type DesktopClient, type ExportTable, type PageEntry } from '#api';
import { computed, watch } from 'vue';
import { useRouter } from 'vue-router';
import { attempt } from '../data/attempt.ts';
import { exportedNow, findOnScreen } from '../data/screen-offer.ts';
import { useEvents } from '../data/useEvents.ts';
import { useExport } from '../data/useExport.ts';
import { toast } from '../data/toasts.ts';

interface Finder {
  open(): Promise<void>;
  step(by: 1 | -1): Promise<void>;
}

/** Carries out desktop menu commands in the page, and tells the menu what the screen can do. */
export function useMenu(desktop: DesktopClient, finder: () => Finder | null): void {
  const router = useRouter();
  const exportRuns = useExport();

  const tables = computed(() => (exportedNow() === null ? '' : exportTables.join()));
  watch(
    tables,
    (offered) =>
      void attempt(() => desktop.offerScreen({ exports: offered === '' ? [] : [...exportTables] })),
    { immediate: true },
  );

  async function exportNow(table: ExportTable): Promise<void> {
    const runs = exportedNow();
    if (runs !== null) await exportRuns({ table, ...runs });
  }

  const entries: Readonly<Record<PageEntry, () => Promise<void> | undefined>> = {
    find: () => (findOnScreen() ? undefined : finder()?.open()),
    findNext: () => finder()?.step(1),
    findPrevious: () => finder()?.step(-1),
    exportRuns: () => exportNow('runs'),
    exportEpochs: () => exportNow('epochs'),
  };

  useEvents((event: AppEvent) => {
    if (event.kind === 'screenAsked') void router.push(event.route);
    if (event.kind === 'entryChosen') void entries[event.entry]();
    if (event.kind === 'diagnosticsCopied') {
      toast.info(
        'Copied versions, settings, sizes, counts of runs, and the end of the log. Read it before you send it.',
      );
    }
  });
}
