import { useIntervalFn } from '@vueuse/core';
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';

/** One place among several, which can be moved and played. */
export interface Player {
  /** 0 to the last; -1 while there is nothing. */
  readonly index: ComputedRef<number>;
  readonly playing: Readonly<Ref<boolean>>;
  go(index: number): void;
  /** Plays from where it is, or from the start when it stands at the end; or pauses. */
  toggle(): void;
}

const stepMs = 125;

/** A player over `count` places. It stands at the last one until it is moved, and then stays where it was put. */
export function usePlayer(count: () => number): Player {
  const chosen = ref<number | null>(null);
  const index = computed(() => Math.min(chosen.value ?? Infinity, count() - 1));
  const { isActive, pause, resume } = useIntervalFn(step, stepMs, { immediate: false });

  function step(): void {
    if (index.value >= count() - 1) pause();
    else chosen.value = index.value + 1;
  }

  function go(next: number): void {
    pause();
    const last = count() - 1;
    // At the end it follows a run that still trains.
    chosen.value = next >= last ? null : Math.max(0, next);
  }

  function toggle(): void {
    if (isActive.value) return pause();
    if (index.value >= count() - 1) chosen.value = 0;
    resume();
  }

  watch(count, (now) => {
    if (now === 0) go(0);
  });
  return { index, playing: isActive, go, toggle };
}
