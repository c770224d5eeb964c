import type { DesktopSettings } from '#api';
import { storeToRefs } from 'pinia';
import { computed } from 'vue';
import { attempt } from '../../data/attempt.ts';
import { useActivity } from '../../data/useActivity.ts';
import { useDesktop, useDesktopValue } from '../../data/useDesktop.ts';

/** Whether the settings differ from those the app was started with, and the restart that applies them. */
export function useRestart(settings: () => DesktopSettings | null) {
  const desktop = useDesktop();
  const { activity } = storeToRefs(useActivity());
  const startedWith = useDesktopValue((client) => client.getStartSettings());
  const isWanted = computed(() => {
    const [before, now] = [startedWith.value, settings()];
    return before !== null && now !== null && before.hardwareAcceleration !== now.hardwareAcceleration;
  });
  return {
    isWanted,
    /** True if a restart is needed and interrupts nothing. */
    canRestart: computed(() => isWanted.value && activity.value.liveRuns === 0),
    restart: () => attempt(async () => desktop?.restart()),
  };
}
