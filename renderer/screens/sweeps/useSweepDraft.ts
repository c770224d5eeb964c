import type { ConfigIssue, Place } from '#api';
import { watchDebounced } from '@vueuse/core';
import { computed, ref, shallowRef } from 'vue';
import { formatSentence } from '#words';
import { toPlain, useClient, useLatest } from '#data';
import { checkSweep, type SweepDraft } from './sweep-draft.ts';

const settlesAfterMs = 150;

/** A sweep being edited: what is wrong with it, and what it would take, in total or in addition to the sweep `id`. */
export function useSweepDraft(initial: SweepDraft, place: () => Place, id?: string) {
  const client = useClient();
  const draft = ref<SweepDraft>(initial);
  const checked = shallowRef(checkSweep(initial));
  const asked = computed(() => {
    const { definition } = checked.value;
    return definition && { definition, place: place() };
  });
  const { value, error } = useLatest(
    () => asked.value,
    (wanted) => client.previewSweep({ ...wanted, ...(id === undefined ? {} : { id }) }),
  );
  const preview = computed(() => (error.value ? null : value.value));

  function check(): void {
    checked.value = checkSweep(toPlain(draft.value) as SweepDraft);
  }
  // A large grid takes a moment to check: not with every keystroke.
  watchDebounced(draft, check, { deep: true, debounce: settlesAfterMs });

  const issues = computed<readonly ConfigIssue[]>(() =>
    error.value
      ? [...checked.value.issues, { path: '', message: error.value.message }]
      : checked.value.issues,
  );
  return {
    draft,
    checked,
    /** Checks at once what was just typed. */
    check,
    preview,
    issues,
    /** The error at a field, as a sentence. */
    errorAt: (path: string): string | undefined => {
      const issue = issues.value.find((candidate) => candidate.path === path);
      return issue && formatSentence(issue.message);
    },
  };
}

export type SweepForm = ReturnType<typeof useSweepDraft>;
