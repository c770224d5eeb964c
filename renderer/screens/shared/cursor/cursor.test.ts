import { afterEach, describe, expect, it } from 'vitest';
import { effectScope, ref, type Ref } from 'vue';
import { holdByClick } from './hold-by-click.ts';
import { keptPlayer, nearestIndex } from './kept-player.ts';
import { advance, trainedRate, type Pace } from './pace.ts';
import { useEpochCursor, type EpochCursor } from './useEpochCursor.ts';

const pictures = [0, 1, 2, 10, 100, 1000];

describe('pace', () => {
  const played = (pace: Pace) => ({ pace, trained: 5000, pictures });

  it('is in epochs per second', () => {
    expect(advance(10, 500, played('30'))).toBe(25);
    expect(advance(10, 100, played('trained'))).toBe(510);
  });

  it('or eight pictures per second, moving evenly from one to the next', () => {
    expect(advance(2, 62.5, played('pictures'))).toBe(6);
    expect(advance(6, 62.5, played('pictures'))).toBe(10);
    expect(advance(10, 375, played('pictures'))).toBe(Infinity);
    expect(advance(0, 187.5, played('pictures'))).toBe(1.5);
  });

  it('of the training itself counts the run’s own epochs', () => {
    expect(trainedRate({ epochsDone: 3000, durationMs: 500, branch: null })).toBe(6000);
    const branch = { parentId: 'a', parentName: null, epoch: 2000 };
    expect(trainedRate({ epochsDone: 3000, durationMs: 500, branch })).toBe(2000);
    expect(trainedRate({ epochsDone: 2000, durationMs: 500, branch })).toBeNull();
  });
});

describe('the cursor', () => {
  const last = ref(1000);
  const pace: Ref<Pace> = ref('100');
  const active = ref(false);
  let draw: (frame: { delta: number }) => void = () => undefined;
  const scope = effectScope();
  const cursor = (): EpochCursor => {
    last.value = 1000;
    pace.value = '100';
    active.value = false;
    return scope.run(() =>
      useEpochCursor(
        {
          range: () => ({ first: 0, last: last.value }),
          played: () => ({ pace: pace.value, trained: null, pictures }),
        },
        (frame) => {
          draw = frame;
          return {
            isActive: active,
            pause: () => (active.value = false),
            resume: () => (active.value = true),
          };
        },
      ),
    )!;
  };
  afterEach(() => void (active.value = false));

  it('is at the end and follows a growing run, until it is put somewhere', () => {
    const { epoch, held, hairline, go } = cursor();
    expect([epoch.value, held.value, hairline.value]).toEqual([1000, null, null]);
    last.value = 1200;
    expect(epoch.value).toBe(1200);
    go(812);
    last.value = 1300;
    expect([epoch.value, held.value, hairline.value]).toEqual([812, 812, 812]);
    go(Infinity);
    expect(held.value).toBeNull();
    go(-5);
    expect(epoch.value).toBe(0);
  });

  it('is where a chart is pointed at, and returns when the pointer leaves', () => {
    const { epoch, hairline, hold, go } = cursor();
    go(300);
    hairline.value = 500;
    expect(epoch.value).toBe(500);
    hairline.value = null;
    expect(epoch.value).toBe(300);
    hold();
    expect(epoch.value).toBe(300);
    hairline.value = 650;
    hold();
    hairline.value = null;
    expect(epoch.value).toBe(650);
  });

  it('is held by a click in a chart, not by a drag', () => {
    const pointing = cursor();
    const listeners = holdByClick(pointing);
    pointing.hairline.value = 400;
    listeners.pointerdown({ clientX: 10 } as PointerEvent);
    listeners.click({ clientX: 60 } as MouseEvent);
    expect(pointing.held.value).toBeNull();
    listeners.pointerdown({ clientX: 60 } as PointerEvent);
    listeners.click({ clientX: 61 } as MouseEvent);
    expect(pointing.held.value).toBe(400);
  });

  it('plays to the end, where it stops and follows, and starts over from there', () => {
    const { epoch, held, playing, go, toggle } = cursor();
    go(990);
    toggle();
    draw({ delta: 50 });
    expect([epoch.value, playing.value]).toEqual([995, true]);
    toggle();
    expect(playing.value).toBe(false);
    toggle();
    draw({ delta: 100 });
    expect([held.value, playing.value]).toEqual([null, false]);
    toggle();
    expect([epoch.value, playing.value]).toEqual([0, true]);
    draw({ delta: 60_000 });
    expect(epoch.value).toBe(25);
    go(4);
    expect(playing.value).toBe(false);
  });

  it('shows whole epochs while it plays slowly', () => {
    const { epoch, go, toggle } = cursor();
    pace.value = '1';
    go(5);
    toggle();
    for (let frame = 0; frame < 7; frame++) draw({ delta: 125 });
    expect(epoch.value).toBe(5);
    draw({ delta: 125 });
    expect(epoch.value).toBe(6);
  });

  it('follows a run that continues from before it', () => {
    const { held, go } = cursor();
    go(900);
    last.value = 400;
    expect(held.value).toBeNull();
  });

  it('is a position among the pictures: the nearest one', () => {
    expect(nearestIndex(pictures, 54)).toBe(3);
    expect(nearestIndex(pictures, 55)).toBe(3);
    expect(nearestIndex(pictures, 56)).toBe(4);
    expect([nearestIndex(pictures, 5000), nearestIndex([], 3), nearestIndex([7], 0)]).toEqual([5, -1, 0]);
    const moved = cursor();
    const player = keptPlayer(moved, () => pictures);
    expect(player.index.value).toBe(5);
    player.go(3);
    expect([moved.held.value, player.index.value]).toEqual([10, 3]);
    player.go(-1);
    expect(player.index.value).toBe(0);
    player.go(9);
    expect([moved.held.value, player.index.value]).toEqual([null, 5]);
  });
});
