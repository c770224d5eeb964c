import { shallowRef } from 'vue';

/** Files to bring runs in from, empty while none are chosen yet; null while nobody imports. */
const offered = shallowRef<readonly File[] | null>(null);

const sqliteMagic = 'SQLite format 3\0';

/** Whether a file, by its name or its first bytes, is one that runs come from rather than samples. */
export async function holdsRuns(file: File): Promise<boolean> {
  if (file.name.includes('tfevents')) return true;
  const head = await file.slice(0, sqliteMagic.length).text();
  return head === sqliteMagic || /^\ufeff?"?run_id\b/.test(head);
}

/** Runs on their way in from files, whichever screen they were dropped or chosen on. */
export function useRunIntake() {
  return {
    offered,
    /** Opens the dialog; without files it asks for them. */
    importRuns: (files: readonly File[] = []): void => void (offered.value = files),
  };
}
