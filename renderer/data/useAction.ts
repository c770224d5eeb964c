import { ref, type Ref } from 'vue';
import { attempt } from './attempt.ts';

/** A button's action: a failure is shown, and clicks while it is under way are ignored. */
export function useAction<Arguments extends unknown[]>(
  work: (...given: Arguments) => Promise<unknown>,
): { run: (...given: Arguments) => Promise<void>; busy: Readonly<Ref<boolean>> } {
  const busy = ref(false);
  return {
    busy,
    async run(...given) {
      if (busy.value) return;
      busy.value = true;
      await attempt(() => work(...given));
      busy.value = false;
    },
  };
}
