import { AppError, type ConfigIssue, type SweepPreview } from '#api';
import { watchDebounced } from '@vueuse/core';
import { computed, ref, shallowRef } from 'vue';
import { formatSentence } from '../../components/format.ts';
import { useClient } from '../../composables/useClient.ts';
import { toPlain } from '../../composables/to-plain.ts';
import { checkSweep, type SweepDraft } from './sweep-draft.ts';

const settlesAfterMs = 150;

/** A sweep being written: what is wrong with it, and what it would take: all of it, or what it adds to the sweep `id`. */
export function useSweepDraft(initial: SweepDraft, id?: string) {
  const client = useClient();
  const draft = ref<SweepDraft>(initial);
  const checked = shallowRef(checkSweep(initial));
  const preview = shallowRef<SweepPreview | null>(null);
  const previewError = shallowRef<ConfigIssue | null>(null);

  async function readPreview(): Promise<void> {
    const { definition } = checked.value;
    previewError.value = null;
    if (definition === null) {
      preview.value = null;
      return;
    }
    try {
      const answer = await client.previewSweep({ definition, ...(id === undefined ? {} : { id }) });
      if (definition === checked.value.definition) preview.value = answer;
    } catch (thrown) {
      if (definition !== checked.value.definition) return;
      preview.value = null;
      previewError.value = { path: '', message: AppError.from(thrown).message };
    }
  }

  function check(): void {
    checked.value = checkSweep(toPlain(draft.value) as SweepDraft);
    void readPreview();
  }
  // A large grid takes a moment to check: not at every key.
  watchDebounced(draft, check, { deep: true, debounce: settlesAfterMs });
  void readPreview();

  const issues = computed<readonly ConfigIssue[]>(() =>
    previewError.value ? [...checked.value.issues, previewError.value] : checked.value.issues,
  );
  return {
    draft,
    checked,
    /** Checks at once what was just typed. */
    check,
    preview,
    issues,
    /** The mistake at a field, as a sentence. */
    errorAt: (path: string): string | undefined => {
      const issue = issues.value.find((candidate) => candidate.path === path);
      return issue && formatSentence(issue.message);
    },
  };
}

export type SweepForm = ReturnType<typeof useSweepDraft>;
