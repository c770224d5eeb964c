import { shallowRef, type ShallowRef } from 'vue';

/** Which groups of lines are switched off, and which one is highlighted. */
export interface LegendState {
  readonly hidden: ShallowRef<ReadonlySet<string>>;
  readonly highlighted: ShallowRef<string | null>;
  toggle(group: string): void;
  /** Shows `group` alone; if it is alone already, shows all again. */
  solo(group: string, all: readonly string[]): void;
}

export function createLegendState(initiallyHidden: readonly string[] = []): LegendState {
  const hidden = shallowRef<ReadonlySet<string>>(new Set(initiallyHidden));
  return {
    hidden,
    highlighted: shallowRef(null),
    toggle(group) {
      const next = new Set(hidden.value);
      if (!next.delete(group)) next.add(group);
      hidden.value = next;
    },
    solo(group, all) {
      const others = all.filter((other) => other !== group);
      const alone = !hidden.value.has(group) && others.every((other) => hidden.value.has(other));
      hidden.value = new Set(alone ? [] : others);
    },
  };
}
