import { useRafFn } from '@vueuse/core';
import { computed, ref, shallowRef, type Ref } from 'vue';
import { advance, type Played } from './pace.ts';

export interface CursorSource {
  /** The first and the last epoch there is to see. */
  readonly range: () => { readonly first: number; readonly last: number };
  readonly played: () => Played;
}

type Frames = (draw: (frame: { readonly delta: number }) => void) => {
  readonly isActive: Readonly<Ref<boolean>>;
  pause(): void;
  resume(): void;
};
const pageFrames: Frames = (draw) => useRafFn(draw, { immediate: false });

/** A frame that comes late, as after another window covered this one, is no reason to leap. */
const longestFrameMs = 250;

/**
 * The one epoch that all pictures of a run stand at: pointed at in a chart, else where it was put or played to, else the end. `frames`
 * gives a test its own clock.
 */
export function useEpochCursor({ range, played }: CursorSource, frames: Frames = pageFrames) {
  const first = computed(() => range().first);
  const last = computed(() => range().last);
  /** Between epochs while it plays slowly. */
  const position = ref<number | null>(null);
  const pointed = shallowRef<number | null>(null);
  const within = (epoch: number): number => Math.max(first.value, Math.min(last.value, epoch));
  // What goes on from before that epoch, as a run that is resumed, is followed.
  const held = computed(() =>
    position.value === null || position.value >= last.value ? null : Math.floor(within(position.value)),
  );
  const epoch = computed(() => pointed.value ?? held.value ?? last.value);

  const { isActive, pause, resume } = frames(({ delta }) => {
    const next = advance(within(position.value ?? first.value), Math.min(delta, longestFrameMs), played());
    position.value = next >= last.value ? null : next;
    if (position.value === null) pause();
  });

  /** Puts it there and ends playing; at the last epoch it follows. */
  function go(next: number): void {
    pause();
    position.value = next >= last.value ? null : Math.max(first.value, next);
  }

  return {
    epoch,
    held,
    playing: isActive,
    first,
    last,
    /** For charts: the epoch of their hairline, which pointing moves and leaving puts back. null draws none. */
    hairline: computed({
      get: () => pointed.value ?? held.value,
      set: (next) => (pointed.value = next),
    }),
    go,
    /** Puts it where a chart is pointed at. */
    hold() {
      if (pointed.value !== null) go(pointed.value);
    },
    /** Plays from where it is, or from the start when it stands at the end; or pauses. */
    toggle() {
      if (isActive.value) return pause();
      position.value ??= first.value;
      resume();
    },
  };
}

export type EpochCursor = ReturnType<typeof useEpochCursor>;
