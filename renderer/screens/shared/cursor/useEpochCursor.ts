import { useRafFn } from '@vueuse/core';
import { computed, ref, shallowRef, type Ref } from 'vue';
import { advance, type Played } from './pace.ts';

export interface CursorSource {
  /** The first and last epochs that can be shown. */
  readonly range: () => { readonly first: number; readonly last: number };
  readonly played: () => Played;
}

type Frames = (draw: (frame: { readonly delta: number }) => void) => {
  readonly isActive: Readonly<Ref<boolean>>;
  pause(): void;
  resume(): void;
};
const pageFrames: Frames = (draw) => useRafFn(draw, { immediate: false });

/** A frame that comes late, e.g. after another window covered this one, must not cause a jump. */
const longestFrameMs = 250;

/**
 * The single epoch shown by all pictures of a run: where a chart is pointed at, otherwise where it was put or has played to, otherwise the
 * end. A test passes its own clock as `frames`.
 */
export function useEpochCursor({ range, played }: CursorSource, frames: Frames = pageFrames) {
  const first = computed(() => range().first);
  const last = computed(() => range().last);
  /** May lie between epochs during slow playback. */
  const position = ref<number | null>(null);
  const pointed = shallowRef<number | null>(null);
  const within = (epoch: number): number => Math.max(first.value, Math.min(last.value, epoch));
  // A run that continues from before that epoch, e.g. a resumed one, is followed.
  const held = computed(() =>
    position.value === null || position.value >= last.value ? null : Math.floor(within(position.value)),
  );
  const epoch = computed(() => pointed.value ?? held.value ?? last.value);

  const { isActive, pause, resume } = frames(({ delta }) => {
    const next = advance(within(position.value ?? first.value), Math.min(delta, longestFrameMs), played());
    position.value = next >= last.value ? null : next;
    if (position.value === null) pause();
  });

  /** Puts the cursor at an epoch and ends playback; at the last epoch it follows. */
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
    /** For charts: the epoch of their hairline, which pointing moves and leaving restores. null draws none. */
    hairline: computed({
      get: () => pointed.value ?? held.value,
      set: (next) => (pointed.value = next),
    }),
    go,
    /** Puts it where a chart is pointed at. */
    hold() {
      if (pointed.value !== null) go(pointed.value);
    },
    /** Plays from the current position, or from the start if it is at the end; or pauses. */
    toggle() {
      if (isActive.value) return pause();
      position.value ??= first.value;
      resume();
    },
  };
}

export type EpochCursor = ReturnType<typeof useEpochCursor>;
