import type { AppEventListener } from '#api';
import { onScopeDispose } from 'vue';
import { useHost } from './host.ts';

/** Hears the host's events for the life of the calling component or store. */
export function useEvents(listener: AppEventListener): void {
  onScopeDispose(useHost().onEvent(listener));
}
