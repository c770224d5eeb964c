import { shallowRef } from 'vue';

/** Files to import runs from, empty until some are chosen; null while no import is open. */
const offered = shallowRef<readonly File[] | null>(null);

const sqliteMagic = 'SQLite format 3\0';

/** Whether a file, judged by its name or first bytes, contains runs rather than samples. */
export async function holdsRuns(file: File): Promise<boolean> {
  if (file.name.includes('tfevents')) return true;
  const head = await file.slice(0, sqliteMagic.length).text();
  return head === sqliteMagic || /^\ufeff?"?run_id\b/.test(head);
}

/** The import of runs from files, whichever screen they were dropped or chosen on. */
export function useRunIntake() {
  return {
    offered,
    /** Opens the dialog; without files it asks for them. */
    importRuns: (files: readonly File[] = []): void => void (offered.value = files),
  };
}
