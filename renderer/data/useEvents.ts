import type { AppEventListener } from '#api';
import { onScopeDispose } from 'vue';
import { useHost } from './host.ts';

/** Subscribes to the host's events for the lifetime of the calling component or store. */
export function useEvents(listener: AppEventListener): void {
  onScopeDispose(useHost().onEvent(listener));
}
