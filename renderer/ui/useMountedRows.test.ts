import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import { useMountedRows } from './useMountedRows.ts';

let frames: FrameRequestCallback[] = [];
let idle: (() => void)[] = [];
/** Runs the pending tasks, then shows a frame. */
function frame(): void {
  vi.advanceTimersByTime(0);
  frames.splice(0).forEach((callback) => callback(0));
}

beforeEach(() => {
  [frames, idle] = [[], []];
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => idle.push(callback));
  vi.stubGlobal('cancelIdleCallback', () => undefined);
});
afterEach(() => {
  frame();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('mounts the rows in view four a frame once there are any, and the others when nothing is awaited', async () => {
  const rows = shallowRef<readonly number[]>([]);
  const busy = shallowRef(true);
  const scope = effectScope();
  const mounted = scope.run(() => useMountedRows(() => rows.value, () => busy.value))!; // oxfmt-ignore
  for (let turn = 0; turn < 8; turn++) frame();
  rows.value = Array.from({ length: 22 }, (_, row) => row);
  await nextTick();
  expect(mounted.value).toEqual([]);
  frame();
  expect(mounted.value).toEqual([0, 1, 2, 3]);
  for (let turn = 0; turn < 8; turn++) frame();
  expect(mounted.value).toHaveLength(16);
  busy.value = false;
  await nextTick();
  vi.advanceTimersByTime(0);
  expect(mounted.value).toHaveLength(20);
  idle.shift()!();
  expect(mounted.value).toHaveLength(22);
  expect(idle).toEqual([]);
  scope.stop();
});
