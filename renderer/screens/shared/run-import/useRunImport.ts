import { AppError, type ImportChoice, type ImportPlan, type ImportProgress, type ImportResult } from '#api';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { useClient } from '#data';
import { sendChunks } from '../send-chunks.ts';

/** The stages of an import. */
export type ImportStage =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'copying'; readonly share: number }
  | { readonly kind: 'reading'; readonly share: number }
  | { readonly kind: 'planned'; readonly plan: ImportPlan }
  | { readonly kind: 'bringing'; readonly plan: ImportPlan; readonly progress: ImportProgress | null };

/** One import of runs: files are sent, compared with what exists here, and imported when the user confirms. */
export function useRunImport() {
  const client = useClient();
  const stage = shallowRef<ImportStage>({ kind: 'choosing' });
  const failure = shallowRef<AppError | null>(null);
  const choice = ref<ImportChoice>({ filter: '', conflicts: 'leaveOut', metrics: {} });
  let begun: { readonly import: number } | null = null;
  let abort = new AbortController();

  const plain = (): ImportChoice => ({ ...choice.value, metrics: { ...choice.value.metrics } });

  /** Ends what is under way; nothing of it stays. */
  function stop(): void {
    abort.abort();
    // If it cannot be cancelled because the host is lost, the host forgets it at its next start.
    if (begun) client.cancelRunImport({ ...begun }).catch(() => undefined);
    begun = null;
    stage.value = { kind: 'choosing' };
  }
  onScopeDispose(stop);

  /** Performs one step; a failure ends the import, and a step that was stopped meanwhile reports nothing more. */
  async function step(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = abort;
    try {
      await work(signal);
    } catch (thrown) {
      if (signal.aborted) return;
      failure.value = AppError.from(thrown);
      stop();
    }
  }

  async function read(files: readonly File[]): Promise<void> {
    stop();
    abort = new AbortController();
    failure.value = null;
    choice.value = { filter: '', conflicts: 'leaveOut', metrics: {} };
    await step(async (signal) => {
      stage.value = { kind: 'copying', share: 0 };
      const name = files
        .map((file) => file.name)
        .join(', ')
        .slice(0, 200);
      const started = await client.beginRunImport({ name });
      if (signal.aborted) return void client.cancelRunImport(started).catch(() => undefined);
      begun = started;
      await sendChunks(
        files.map((file) => ({ content: file, name: file.name, file: file.webkitRelativePath || file.name })),
        (bytes, { file }) => client.pushRunImport({ ...started, file, bytes }),
        (share) => (stage.value = { kind: 'copying', share }),
        signal,
      );
      await plan(signal, (share) => (stage.value = { kind: 'reading', share }));
    });
  }

  async function plan(
    signal: AbortSignal,
    onProgress: (share: number) => void = () => undefined,
  ): Promise<void> {
    while (!signal.aborted && begun) {
      const { plan: planned, bytes, ofBytes } = await client.planRunImport({ ...begun, choice: plain() });
      if (signal.aborted) return;
      if (planned !== null) return void (stage.value = { kind: 'planned', plan: planned });
      onProgress(bytes / Math.max(1, ofBytes));
    }
  }

  /** Compares again after another choice. An invalid filter is reported, and can be corrected. */
  async function replan(): Promise<void> {
    const { signal } = abort;
    try {
      await plan(signal);
      failure.value = null;
    } catch (thrown) {
      if (signal.aborted) return;
      failure.value = AppError.from(thrown);
      if (choice.value.filter.trim() === '') stop();
    }
  }

  /** Imports the runs; null if it was stopped or failed. */
  async function bring(): Promise<ImportResult | null> {
    if (stage.value.kind !== 'planned') return null;
    const { plan: agreed } = stage.value;
    let result: ImportResult | null = null;
    await step(async (signal) => {
      stage.value = { kind: 'bringing', plan: agreed, progress: null };
      while (result === null && begun !== null) {
        const progress = await client.advanceRunImport({ ...begun, choice: plain() });
        result = progress.done;
        if (signal.aborted && result === null) return;
        stage.value = { kind: 'bringing', plan: agreed, progress };
      }
      begun = null;
    });
    return result;
  }

  const share = computed(() => {
    if (stage.value.kind === 'copying' || stage.value.kind === 'reading') return stage.value.share;
    if (stage.value.kind !== 'bringing' || stage.value.progress === null) return 0;
    const { runs, ofRuns, epochs, ofEpochs } = stage.value.progress;
    return (runs + epochs) / Math.max(1, ofRuns + ofEpochs);
  });

  return { stage, failure, choice, share, read, replan, bring, stop };
}
