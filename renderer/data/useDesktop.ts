import type { DesktopClient } from '#api';
import { shallowRef, type ShallowRef } from 'vue';
import { attempt } from './attempt.ts';
import { useHost } from './host.ts';

/** One method per desktop-only command; null in a browser. */
export function useDesktop(): DesktopClient | null {
  return useHost().desktop;
}

/** What the desktop answers to `read`, asked once; null in a browser, and until it is known. A failure is shown. */
export function useDesktopValue<Value>(
  read: (desktop: DesktopClient) => Promise<Value>,
): ShallowRef<Value | null> {
  const desktop = useDesktop();
  const value = shallowRef<Value | null>(null);
  if (desktop) void attempt(async () => (value.value = await read(desktop)));
  return value;
}
