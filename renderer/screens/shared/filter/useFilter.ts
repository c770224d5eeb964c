import { completeFilter, FilterError, parseFilter, type Completions } from '#api';
import { refDebounced } from '@vueuse/core';
import { computed, ref, shallowRef, watch, type ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { addressWriter, useClient } from '#data';

/** How long typing must pause before the list follows and errors are shown, in milliseconds. */
const settleMs = 120;
const restMs = 700;
/** Changes that follow each other faster than this are one action, which Back undoes as a whole, in milliseconds. */
const oneActMs = 3000;

export function useFilter() {
  const route = useRoute();
  const router = useRouter();
  const inAddress = (): string => (typeof route.query['filter'] === 'string' ? route.query['filter'] : '');
  /** As typed. */
  const text = ref(inAddress());
  const settled = refDebounced(text, settleMs);
  const rested = refDebounced(text, restMs);
  /** The last text that could be parsed: the one the list is for. It is part of the address. */
  const accepted = ref(problemOf(text.value) === null ? text.value.trim() : '');
  const knownValues = useKnownValues();

  watch(settled, (now) => {
    if (problemOf(now) === null) accepted.value = now.trim();
  });
  let changedAt = -Infinity;
  watch(accepted, (filter) => {
    if (filter === inAddress()) return;
    const isSameAct = performance.now() - changedAt < oneActMs;
    changedAt = performance.now();
    addressWriter(router)[isSameAct ? 'write' : 'enter']('filter', filter || undefined);
  });
  // Back, a link, or another view of the list. A filter that cannot be parsed is shown with its error.
  watch(inAddress, (filter) => {
    if (filter === accepted.value) return;
    text.value = filter;
    if (problemOf(filter) === null) accepted.value = filter;
  });

  return {
    text,
    accepted: computed(() => accepted.value),
    /** Sets a text that is known to parse, with immediate effect. */
    accept: (filter: string): void => void (text.value = accepted.value = filter),
    /** What is wrong with the text, once typing pauses. */
    problem: computed(() => (rested.value === text.value ? problemOf(text.value) : null)),
    /** What can be typed at `offset`; values that occur are added when they are read. */
    complete: (offset: number): Completions =>
      completeFilter(text.value, offset, ({ name }) => knownValues(name)),
  };
}

function problemOf(text: string): FilterError | null {
  try {
    parseFilter(text);
    return null;
  } catch (thrown) {
    if (thrown instanceof FilterError) return thrown;
    throw thrown;
  }
}

/** Values that occur in a field, the most frequent first: none until they are read, which the first request starts. */
function useKnownValues(): (field: string) => readonly string[] {
  const client = useClient();
  const known: ShallowRef<ReadonlyMap<string, readonly string[]>> = shallowRef(new Map());
  const asked = new Set<string>();

  async function read(field: string): Promise<void> {
    try {
      const { fields } = await client.describeFields({ fields: [field] });
      const values = fields[0]?.values.map(({ value }) => String(value)) ?? [];
      known.value = new Map([...known.value, [field, values]]);
    } catch {
      asked.delete(field); // without them the user types the value
    }
  }

  return (field) => {
    const values = known.value.get(field);
    if (values === undefined && !asked.has(field)) {
      asked.add(field);
      void read(field);
    }
    return values ?? [];
  };
}

export type RunFilter = ReturnType<typeof useFilter>;
