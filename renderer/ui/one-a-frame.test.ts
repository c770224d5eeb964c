import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { oneAFrame } from './one-a-frame.ts';

let frames: FrameRequestCallback[] = [];
/** Runs the pending tasks, then shows a frame. */
function frame(): void {
  vi.runAllTimers();
  frames.splice(0).forEach((callback) => callback(0));
}

beforeEach(() => {
  frames = [];
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
});
afterEach(() => {
  frame();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('gives each a frame of its own, in the order of their first requests', () => {
  const drawn: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => () => void drawn.push(name)) as [() => void, () => void, () => void]; // oxfmt-ignore
  oneAFrame(a);
  oneAFrame(b);
  const withdraw = oneAFrame(c);
  oneAFrame(a);
  withdraw();
  expect(drawn).toEqual([]);
  frame();
  expect(drawn).toEqual(['a']);
  frame();
  frame();
  frame();
  expect(drawn).toEqual(['a', 'b']);
});

it('lets a draw function request its next turn, behind the others', () => {
  const drawn: string[] = [];
  let left = 2;
  const rows = (): void => {
    drawn.push('rows');
    if (--left > 0) oneAFrame(rows);
  };
  oneAFrame(rows);
  oneAFrame(() => void drawn.push('chart'));
  for (let turn = 0; turn < 5; turn++) frame();
  expect(drawn).toEqual(['rows', 'chart', 'rows']);
});

it('runs what is urgent before the rest', () => {
  const drawn: string[] = [];
  oneAFrame(() => void drawn.push('rows'));
  oneAFrame(() => void drawn.push('other rows'));
  oneAFrame(() => void drawn.push('chart'), true);
  for (let turn = 0; turn < 4; turn++) frame();
  expect(drawn).toEqual(['chart', 'rows', 'other rows']);
});
