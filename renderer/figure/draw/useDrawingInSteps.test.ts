import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useDrawingInSteps } from './useDrawingInSteps.ts';

let frames = new Map<number, () => void>();
let now = 0;

beforeEach(() => {
  frames = new Map();
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => (frames.set(++last, callback), last));
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => frames.delete(frame));
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function frame(): void {
  const due = [...frames.values()];
  frames.clear();
  for (const callback of due) callback();
}

/** Draws whatever is current when it begins, in steps of 4 ms each. */
function mounted() {
  const scope = effectScope();
  const shown: string[] = [];
  const wanted = { name: 'a', steps: 4 };
  let drawn = '';
  function* steps() {
    const { name } = wanted;
    for (let step = 0; step < wanted.steps; step++) {
      now += 4;
      yield;
    }
    drawn = name;
  }
  const drawing = scope.run(() => useDrawingInSteps(steps, () => shown.push(drawn)))!;
  return { ...drawing, scope, shown, wanted };
}

it('draws for part of each frame, and shows only what is complete', () => {
  const { request, isDrawing, shown } = mounted();
  request();
  frame();
  expect([shown, isDrawing.value]).toEqual([[], true]);
  frame();
  expect([shown, isDrawing.value, frames.size]).toEqual([['a'], false, 0]);
});

it('finishes what it has begun, then draws the latest request made meanwhile', () => {
  const { request, isDrawing, shown, wanted } = mounted();
  request();
  frame();
  for (wanted.name of ['b', 'c']) request();
  frame();
  expect([shown, isDrawing.value]).toEqual([['a'], true]);
  for (let left = 2; left > 0; left--) frame();
  expect([shown, isDrawing.value]).toEqual([['a', 'c'], false]);
});

it('stops drawing when unmounted midway', () => {
  const { request, scope, shown } = mounted();
  request();
  frame();
  scope.stop();
  frame();
  expect([shown, frames.size]).toEqual([[], 0]);
});
