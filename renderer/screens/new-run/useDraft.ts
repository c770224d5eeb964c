import { parseRunConfig, type ConfigIssue, type RunConfig } from '#api';
import { computed, inject, provide, ref, shallowRef, watch, type InjectionKey } from 'vue';
import { capitalize, pathWords } from '#words';
import { checkDraft, readDraft, readJson, writeDraft, type Draft } from './draft.ts';

/** Additional rules for a config, such as what a fork shares with its parent. */
export interface DraftRules {
  /** True for a dotted path whose field cannot be changed. */
  readonly isLocked: (path: string) => boolean;
  /** Errors that the schema cannot detect. */
  readonly check: (config: RunConfig) => readonly ConfigIssue[];
}
const noRules: DraftRules = { isLocked: () => false, check: () => [] };

/**
 * The config being edited, as a form and as JSON at once. The form shows the JSON's values; while the JSON cannot be shown as a form, the
 * form keeps its last state and nothing can be launched.
 */
export function useDraft(initial: unknown, rules: DraftRules = noRules) {
  const draft = ref<Draft>(readDraft(initial)!);
  const text = ref(writeDraft(draft.value));
  /** Why the JSON is not what the form shows; null while they agree. */
  const jsonError = shallowRef<string | null>(null);
  let comesFromJson = false;

  watch(
    draft,
    () => {
      if (comesFromJson) return;
      text.value = writeDraft(draft.value);
      jsonError.value = null;
    },
    { deep: true, flush: 'sync' },
  );

  /** Takes JSON as it is typed. Broken JSON stays in the text and changes nothing else. */
  function setText(next: string): void {
    text.value = next;
    const json = readJson(next);
    if (!json.ok) {
      jsonError.value = json.message;
      return;
    }
    const read = readDraft(json.value);
    if (!read) {
      const result = parseRunConfig(json.value);
      const first = result.ok ? undefined : result.issues[0];
      jsonError.value = first ? describeIssue(first, first.path) : 'Not a valid run config.';
      return;
    }
    jsonError.value = null;
    comesFromJson = true;
    draft.value = read;
    comesFromJson = false;
  }

  const checked = computed(() => checkDraft(draft.value));
  const issues = computed<readonly ConfigIssue[]>(() =>
    checked.value.ok ? rules.check(checked.value.config) : checked.value.issues,
  );
  /** The config in the form the host would get it; null while there are errors. */
  const config = computed<RunConfig | null>(() =>
    checked.value.ok && issues.value.length === 0 ? checked.value.config : null,
  );
  const errorByPath = computed(
    () => new Map(issues.value.toReversed().map((issue) => [issue.path, inWords(issue.message)])),
  );

  return {
    draft,
    text,
    setText,
    jsonError,
    isLocked: rules.isLocked,
    issues,
    /** What is wrong, and with which field, in the form's words. */
    describe: (issue: ConfigIssue): string => describeIssue(issue, pathWords(issue.path, draft.value).long),
    config,
    /** What is wrong with the field at a dotted path. */
    errorAt: (path: string): string | undefined => errorByPath.value.get(path),
    /** Discards the JSON edits that the form cannot show. */
    discardText: () => setText(writeDraft(draft.value)),
    reset: (value: unknown) => setText(writeDraft(readDraft(value)!)),
  };
}

/** An empty field is better described as such than as `got ""`. */
function inWords(message: string): string {
  return capitalize(message.replace(/^got "";/, 'empty;'));
}

function describeIssue({ path, message }: ConfigIssue, name: string): string {
  return path === '' ? inWords(message) : `${name}: ${inWords(message)}`;
}

export type DraftForm = ReturnType<typeof useDraft>;

const key: InjectionKey<DraftForm> = Symbol('form of a run');

/** Gives the form to the components below. */
export const provideForm = (form: DraftForm): void => provide(key, form);

/** The form that the component belongs to. */
export const useForm = (): DraftForm => inject(key)!;
